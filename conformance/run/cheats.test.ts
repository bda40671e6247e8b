import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { orderBookCases } from '../testing/order-book-cases.js'
import { program } from '../testing/programs.js'
import { defaultLimits } from '../transport/connection.js'
import { connectStdio } from '../transport/stdio.js'
import { conform, nothingKnown } from './conform.js'
import { examine } from './doctor.js'
import { countsOf, isConformant, type RunResult } from './result.js'

const cases = orderBookCases()
const runAgainst = async (way: string): Promise<RunResult> => {
  const command = program('cheating-adapter', way)
  const outcome = await conform({
    connect: () => connectStdio(command),
    command: way,
    cases,
    known: nothingKnown,
    profile: 'order-book',
    search: { runs: 300, seconds: 30, seed: 1 },
  })
  if (E.isLeft(outcome)) throw new Error(outcome.left.problem)
  return outcome.right
}

const clausesOf = (result: RunResult): ReadonlySet<string> =>
  new Set(result.cases.flatMap(({ outcome }) => (outcome.tag === 'failed' ? [outcome.failure.clause] : [])))

// Side by side: what takes long is starting adapters, and waiting for those that do not answer.
describe.concurrent('an adapter that cheats', () => {
  it.each([
    ['accepts-everything', ['OB-18', 'PR-2']],
    ['rejects-everything', ['OB-22']],
    ['shadow', ['OB-8']],
    ['ignores-unknown', ['OB-15', 'OB-21']],
  ])('is caught when it %s', async (way, clauses) => {
    const result = await runAgainst(way)
    expect(isConformant(result)).toBe(false)
    for (const clause of clauses) expect(clausesOf(result)).toContain(clause)
  })

  it('is caught by the search alone when it answers from the recorded vectors', async () => {
    const result = await runAgainst('recorded')
    expect(isConformant(result)).toBe(false)
    expect(countsOf(result).failed).toBe(1)
    expect(result.cases.find(({ outcome }) => outcome.tag === 'failed')?.id).toMatch(/^order-book\/search\//)
  })
})

describe.concurrent('the doctor', () => {
  const look = async (command: readonly [string, ...string[]], timeoutMs = 20_000) =>
    examine(() => connectStdio(command, { ...defaultLimits, timeoutMs }), command, cases)
  const ills = (diagnoses: Awaited<ReturnType<typeof look>>): string =>
    diagnoses
      .flatMap(({ failure }) => (failure === undefined ? [] : [`${failure.check}: ${failure.problem}`]))
      .join('\n')

  it('finds nothing wrong with an adapter that is well', async () => {
    const diagnoses = await look(program('touchstone', 'adapter'))
    expect(ills(diagnoses)).toBe('')
    expect(diagnoses.length).toBeGreaterThan(5)
    // Of a chapter that no case is given for, nothing is asked, and it is not said to be well.
    expect(diagnoses.filter(({ check }) => check.includes(': ')).map(({ check }) => check.split(': ')[0])).toEqual(
      Array.from({ length: 4 }, () => 'order-book'),
    )
  })

  it.each([
    ['slow', '2', /was not answered within 2000 ms/],
    ['doubled', '2', /answered a request that is not open/],
    ['noise', '2', /something that is not an answer/],
    ['crash', '2', /ended in the middle/],
    ['numbers-for-strings', '2', /an integer came as a number and not as a string/],
    ['broken-json', '2', /not an answer/],
    ['silent', '99', /end of input: it still ran 3000 ms after/],
  ])('names what is wrong with one that is %s', async (way, after, message) => {
    expect(ills(await look(program('broken-adapter', way, after), way === 'slow' ? 2000 : undefined))).toMatch(message)
  })

  it('finds nothing wrong with one whose lines come in pieces or out of order', async () => {
    for (const way of ['split-line', 'reordered'])
      expect(ills(await look(program('broken-adapter', way))), way).toBe('')
  })
})
