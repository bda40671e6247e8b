import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orderBookCases } from '../testing/order-book-cases.js'
import { program } from '../testing/programs.js'
import { defaultLimits } from '../transport/connection.js'
import { connectStdio } from '../transport/stdio.js'
import { conform, nothingKnown } from './conform.js'
import { countsOf, isConformant } from './result.js'

const cases = orderBookCases()
  .filter(({ kind }) => kind === 'trace')
  .filter((_, i) => i % 8 === 0)

/** Long enough for a busy machine to start an adapter in; an adapter that is slow or silent is waited for less. */
const PATIENCE = 20_000
const IMPATIENCE: Readonly<Record<string, number>> = { slow: 2000, silent: 5000, 'leaves-a-child': 5000 }

/** The handshake and the smoke checks take fewer requests than this. */
const AFTER_SMOKE = '30'

const against = (command: readonly [string, ...string[]], timeoutMs = PATIENCE) =>
  conform({
    connect: () => connectStdio(command, { ...defaultLimits, timeoutMs }),
    command: command.join(' '),
    cases,
    known: nothingKnown,
  })

const broken = (way: string, after = '0') => against(program('broken-adapter', way, after), IMPATIENCE[way])

/** Whether a process runs; one that has ended but that nobody has waited for does not. */
const isRunning = (pid: string): boolean =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

/** What the adapter author is told when it cannot be run at all. */
const problemOf = async (outcome: ReturnType<typeof against>): Promise<string> => {
  const result = await outcome
  return E.isLeft(result) ? result.left.problem : 'no problem'
}

describe.concurrent('an adapter that cannot be talked to', () => {
  it.each([
    ['missing', ['/no/such/adapter'], /could not be started: .*ENOENT/],
    [
      'not executable',
      [fileURLToPath(new URL('../../package.json', import.meta.url))],
      /could not be started: .*EACCES/,
    ],
  ] as const)('is said to be so when it is %s', async (_, command, message) => {
    expect(await problemOf(against([...command] as unknown as [string]))).toMatch(message)
  })

  it.each([
    ['silent', /initialize was not answered within 5000 ms/],
    ['slow', /initialize was not answered within 2000 ms/],
    ['crash', /ended in the middle: exit code 42; it said: Traceback/],
    ['noise', /not an answer: debug: got an order/],
    ['wrong-id', /a request that is not open: id 987654/],
    ['huge', /a line that is too long: more than \d+ bytes/],
    ['broken-json', /not an answer/],
    ['not-rpc', /not an answer/],
    ['internal-error', /error -32603: division by zero/],
  ])('is said to be so when it is %s', async (way, message) => {
    expect(await problemOf(broken(way))).toMatch(message)
  })

  it('leaves no process behind, not even those that it started', async () => {
    const result = await broken('leaves-a-child', '0')
    const pid = E.isLeft(result) ? /child (\d+)/.exec(result.left.stderr)?.[1] : undefined
    expect(pid).toBeDefined()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(isRunning(pid as string)).toBe(false)
  })
})

describe.concurrent('an adapter that breaks in the middle', () => {
  it.each([
    ['crash', /ended in the middle/],
    ['silent', /not answered/],
    ['noise', /not an answer/],
    ['huge', /too long/],
  ])('is started again after %s, and every case gets a verdict', async (way, message) => {
    const result = await broken(way, AFTER_SMOKE)
    if (E.isLeft(result)) throw new Error(result.left.problem)
    const { passed, couldNotRun } = countsOf(result.right)
    expect(result.right.cases).toHaveLength(cases.length)
    expect(couldNotRun).toBeGreaterThan(0)
    expect(passed + couldNotRun).toBe(cases.length)
    expect(isConformant(result.right)).toBe(false)
    for (const { outcome } of result.right.cases)
      if (outcome.tag === 'could not be run') expect(outcome.message).toMatch(message)
  })

  it('is not conformant when it rewrites numbers', async () => {
    const result = await broken('numbers-for-strings', AFTER_SMOKE)
    if (E.isLeft(result)) throw new Error(result.left.problem)
    expect(isConformant(result.right)).toBe(false)
    const failure = result.right.cases.flatMap(({ outcome }) => (outcome.tag === 'failed' ? [outcome.failure] : []))[0]
    expect(failure?.findings.join()).toMatch(/expected an integer as a decimal string/)
  })

  it('is conformant when only its lines come in pieces or out of order', async () => {
    for (const way of ['split-line', 'reordered']) {
      const result = await broken(way)
      expect(E.isRight(result) && isConformant(result.right), way).toBe(true)
    }
  })
})
