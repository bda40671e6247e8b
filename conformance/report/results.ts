import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ClauseIdCodec, decode, exactly, showMalformed, taggedBy } from '../../spec/core/codec.js'
import { Implementation } from '../protocol/messages.js'
import type { CaseResult, RunResult } from '../run/result.js'
import { FailureCodec, written } from './json.js'

/** The first line of the results: what the run is of, and the cases that are going to be run. */
const Begun = exactly(
  'Begun',
  {
    specification: t.string,
    command: t.string,
    implementation: Implementation,
    profiles: t.readonlyArray(t.string),
    cases: t.readonlyArray(t.string),
  },
  { part: t.string },
)
type Begun = t.TypeOf<typeof Begun>

/** Every further line: a case and what became of it. */
const Decided = exactly('Decided', {
  case: t.string,
  chapter: t.string,
  clauses: t.readonlyArray(ClauseIdCodec),
  comment: t.string,
  milliseconds: t.number,
  known: t.boolean,
  outcome: taggedBy('Outcome', 'tag', {
    passed: exactly('passed', { tag: t.literal('passed') }),
    unattributed: exactly('unattributed', { tag: t.literal('unattributed') }),
    'not claimed': exactly('not claimed', { tag: t.literal('not claimed'), needs: t.readonlyArray(t.string) }),
    failed: exactly('failed', { tag: t.literal('failed'), failure: FailureCodec }),
    'could not be run': exactly('could not be run', {
      tag: t.literal('could not be run'),
      message: t.string,
      stderr: t.string,
    }),
  }),
})

/** The line with which the results of a run begin. */
export const begunLine = (run: Omit<RunResult, 'cases'>, cases: ReadonlyArray<string>): string =>
  `${JSON.stringify({ ...run, cases })}\n`

/** The line of a case that has been decided. */
export const decidedLine = ({ id, outcome, ...rest }: CaseResult): string =>
  `${JSON.stringify({
    case: id,
    ...rest,
    outcome: outcome.tag === 'failed' ? { tag: outcome.tag, failure: written(outcome.failure) } : outcome,
  })}\n`

/** Whether a text is the results of a run, whole or not, and no other report. */
export const isResults = (text: string): boolean => E.isRight(begunOf(text.split('\n')[0] ?? ''))

/**
 * The run that the lines are of, or what is wrong with them. A run may have been killed: a last line that is not whole
 * counts for nothing, and a case of which there is no line could not be run.
 */
export const runOfLines = (text: string): E.Either<string, RunResult> => {
  const [first = '', ...rest] = text.split('\n')
  const begun = begunOf(first)
  if (E.isLeft(begun)) return E.left(`line 1: ${begun.left}`)
  const decided: CaseResult[] = []
  // What follows the last line break is nothing, or a line that was not written to its end.
  for (const [i, line] of rest.slice(0, -1).entries()) {
    const read = lineOf(Decided, line)
    if (E.isLeft(read)) return E.left(`line ${i + 2}: ${read.left}`)
    const { case: id, ...result } = read.right
    decided.push({ id, ...result } as CaseResult)
  }
  const { cases, ...run } = begun.right
  const there = new Set(decided.map(({ id }) => id))
  return E.right({ ...run, cases: [...decided, ...cases.filter((id) => !there.has(id)).map(undecided)] })
}

const undecided = (id: string): CaseResult => ({
  id,
  chapter: id.split('/')[0] as string,
  clauses: [],
  comment: 'The run ended before this case was decided.',
  milliseconds: 0,
  outcome: { tag: 'could not be run', message: `${id}: the run ended before it was decided`, stderr: '' },
  known: false,
})

const begunOf = (line: string): E.Either<string, Begun> => lineOf(Begun, line)

const lineOf = <A>(codec: t.Type<A, unknown, unknown>, line: string): E.Either<string, A> => {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    return E.left(`not JSON: ${(error as Error).message}`)
  }
  const read = decode(codec, json)
  return E.isRight(read) ? read : E.left(read.left.slice(0, 3).map(showMalformed).join('; '))
}
