import { spawn } from 'node:child_process'
import * as E from 'fp-ts/lib/Either.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import { ERROR, Opened, Stepped } from '../protocol/messages.js'
import { type Connect, type Connection, showBroken } from '../transport/connection.js'
import { requestText } from '../transport/jsonrpc.js'
import type { Case, TraceCase } from '../vectors/types.js'
import { type Claims, claimedObservations } from './compare.js'
import { ask } from './drive.js'
import { handshake, isSmokable, type SmokeFailure, smoke } from './smoke.js'

/** One thing that an adapter has to do, and whether it does. */
export interface Diagnosis {
  readonly check: string
  readonly failure: SmokeFailure | undefined
}

/**
 * Examines an adapter, and says of each thing that the protocol asks for whether it does it. Nothing is said of the
 * exchange behind it. `command` is there where the adapter is started and not attached to.
 */
export const examine = async (
  connect: Connect,
  command: readonly [string, ...string[]] | undefined,
  cases: ReadonlyArray<Case>,
): Promise<ReadonlyArray<Diagnosis>> => {
  const connection = await connect()
  const met = await handshake(connection)
  if (E.isLeft(met)) {
    await connection.end()
    return [{ check: 'initialize', failure: met.left }]
  }
  await connection.end()
  const found: Diagnosis[] = [{ check: 'it says who it is and what it claims', failure: undefined }]
  for (const [chapter, claims] of met.right.profiles) {
    const kit = kitOf(chapter) as Kit
    for (const { check, suits, look } of CHECKS) {
      const example = traces(kit, claims, cases).find(suits)
      if (example === undefined) continue
      found.push({
        check: `${chapter}: ${check}`,
        failure: await apart(connect, (fresh) => look(fresh, kit, claims, example)),
      })
    }
  }
  if (command !== undefined) found.push({ check: 'it exits when its input ends', failure: await exitsAtEnd(command) })
  return found
}

/** Each check has an adapter of its own, so that one failure does not hide the next. */
const apart = async (
  connect: Connect,
  look: (connection: Connection) => Promise<SmokeFailure | undefined>,
): Promise<SmokeFailure | undefined> => {
  const connection = await connect()
  try {
    await handshake(connection)
    return await look(connection)
  } finally {
    await connection.end()
  }
}

type Look = (connection: Connection, kit: Kit, claims: Claims, example: TraceCase) => Promise<SmokeFailure | undefined>

/** A check, and which runs it can be made with: without one, nothing is asked and nothing is said. */
interface Check {
  readonly check: string
  readonly suits: (example: TraceCase) => boolean
  readonly look: Look
}

/** The runs of a chapter that an adapter claims to know. */
const traces = (kit: Kit, claims: Claims, cases: ReadonlyArray<Case>): ReadonlyArray<TraceCase> =>
  cases.filter(
    (one): one is TraceCase =>
      one.kind === 'trace' && one.chapter === kit.chapter && one.needs.every((option) => claims.has(option)),
  )

const answersManyAtOnce: Look = async (connection, kit, _, example) => {
  const check = 'many requests at once'
  const opened = await Promise.all(
    Array.from({ length: 50 }, () => ask(connection, 'open', { machine: kit.chapter, params: example.params }, Opened)),
  )
  const wrong = opened.find(E.isLeft)
  if (wrong !== undefined)
    return {
      check,
      problem: wrong.left.message,
      remedy: 'requests may come before earlier ones are answered; answer each, with its own id',
    }
  const sessions = new Set(opened.flatMap((one) => (E.isRight(one) ? [one.right.session] : [])))
  return sessions.size === 50
    ? undefined
    : {
        check,
        problem: `50 sessions were opened and ${sessions.size} names given`,
        remedy: 'give each session a name of its own',
      }
}

const refusesMalformed: Look = async (connection, kit, claims, example) => {
  const check = 'malformed params'
  const opened = await ask(connection, 'open', { machine: kit.chapter, params: example.params }, Opened)
  if (E.isLeft(opened)) return { check, problem: opened.left.message, remedy: 'answer open' }
  const observe = claimedObservations(kit, claims)
  for (const event of [
    { tag: 'no-such-event' },
    { ...(example.steps[0]?.event as Record<string, Json>), volume: '007' },
  ]) {
    const reply = await connection.request('step', { session: opened.right.session, event, observe })
    if (reply.tag === 'broken')
      return {
        check,
        problem: showBroken(reply.broken),
        remedy: `answer malformed params with error ${ERROR.invalidParams} and go on`,
      }
    if (reply.tag === 'result')
      return {
        check,
        problem: `the malformed event ${JSON.stringify(event)} was answered like any other`,
        remedy: `answer malformed params with error ${ERROR.invalidParams}`,
      }
  }
  return undefined
}

const keepsDigits: Look = async (connection, kit, claims, example) => {
  const check = 'long integers'
  const opened = await ask(connection, 'open', { machine: kit.chapter, params: example.params }, Opened)
  if (E.isLeft(opened)) return { check, problem: opened.left.message, remedy: 'answer open' }
  const stepped = await ask(
    connection,
    'step',
    {
      session: opened.right.session,
      event: example.steps[0]?.event as Json,
      observe: claimedObservations(kit, claims),
    },
    Stepped,
  )
  if (E.isLeft(stepped)) return { check, problem: stepped.left.message, remedy: 'answer step' }
  const text = JSON.stringify(stepped.right)
  const rounded = /[^"\d](\d{16,})|\d[eE][+-]?\d/.exec(text)
  return rounded === null
    ? undefined
    : {
        check,
        problem: `an integer came as a number and not as a string: ${rounded[0]}`,
        remedy: 'write every integer as a decimal string; JSON parsers round numbers',
      }
}

const CHECKS: ReadonlyArray<Check> = [
  {
    check: 'open, step, run, sessions apart, unknown methods',
    suits: isSmokable,
    look: (connection, kit, claims, example) => smoke(connection, kit, claims, [example]),
  },
  { check: 'many requests at once', suits: () => true, look: answersManyAtOnce },
  { check: 'malformed params are an error, and do no harm', suits: () => true, look: refusesMalformed },
  {
    check: 'long integers keep their digits',
    suits: ({ needs }) => needs.includes('wide-amounts'),
    look: keepsDigits,
  },
]

/** How long an adapter may take to start, in milliseconds. */
const STARTING = 20_000

const PATIENCE = 3000

const exitsAtEnd = (command: readonly [string, ...string[]]): Promise<SmokeFailure | undefined> =>
  new Promise((resolve) => {
    const [file, ...args] = command
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    const give = (after: number, problem: string): NodeJS.Timeout =>
      setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
        resolve({
          check: 'end of input',
          problem,
          remedy: 'exit when the standard input ends, or it is left behind when Touchstone is gone',
        })
      }, after)
    let timer = give(STARTING, 'it did not answer initialize, so that nothing can be said')
    child.once('exit', () => {
      clearTimeout(timer)
      resolve(undefined)
    })
    // How long it takes to start is not what is asked here: its input ends when it has answered.
    child.stdout?.once('data', () => {
      clearTimeout(timer)
      timer = give(PATIENCE, `it still ran ${PATIENCE} ms after its standard input had ended`)
      child.stdin?.end()
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.write(`${requestText(1, 'initialize', { protocol: '1', suites: [] })}\n`)
  })
