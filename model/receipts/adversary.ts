import * as E from 'fp-ts/lib/Either.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import type { Bytes } from '../../spec/primitives/types.js'
import { receiptDatum } from '../../spec/receipts/data.js'
import { logPath, logRoot } from '../../spec/receipts/proofs.js'
import type { Event, Halt, Path, SignedReceipt } from '../../spec/receipts/types.js'
import { step } from '../core/machine.js'
import { paramsWith, signReceipt } from './arbitrary.js'
import { receipts, rules } from './machine.js'

/** What an operator does with a log in which the third of five orders is the victim's. */
export interface Attack {
  readonly id: string
  readonly says: string
  /** The clause by which its best answer is refused; nothing, where there is nothing to be caught. */
  readonly caughtBy: ClauseId | undefined
  /** The log that it commits; nothing: none. */
  readonly commits: ((grown: ReadonlyArray<Bytes>) => ReadonlyArray<Bytes>) | undefined
  /** The path that it answers with, in the log that it committed; the right one unless said otherwise. */
  readonly answers?: (committed: ReadonlyArray<Bytes>, grown: ReadonlyArray<Bytes>) => Path
}

const hashOf = (n: number): Bytes => new Uint8Array(32).fill(n) as Bytes
const GROWN = [1, 2, 3, 4, 5].map(hashOf)
const VICTIM = 2
const OWN = hashOf(9)
const params = paramsWith()
const { checking } = receipts.init(params)
const pathIn = (log: ReadonlyArray<Bytes>, place: number): Path => logPath(checking.hash, log, place) ?? []
/** Answers with the way to where the victim's order stands now, cut or padded to the length that is asked for. */
const whereItStands = (committed: ReadonlyArray<Bytes>): Path => {
  const place = committed.findIndex((order) => sameBytes(order, GROWN[VICTIM] as Bytes))
  const [path, due] = [pathIn(committed, Math.max(place, 0)), pathIn(committed, VICTIM).length]
  return [...path, ...path].slice(0, due)
}

/** What an operator may try after it has read the victim's order, and once what it may do. */
export const attacks: ReadonlyArray<Attack> = [
  {
    id: 'drop',
    says: 'drops the order; the next one stands in its place',
    caughtBy: 'RE-18',
    commits: (grown) => grown.filter((_, i) => i !== VICTIM),
  },
  {
    id: 'cut',
    says: 'drops the order and all that came after it',
    caughtBy: 'RE-15',
    commits: (grown) => grown.slice(0, VICTIM),
  },
  {
    id: 'reorder',
    says: 'changes the places of the two orders before it',
    caughtBy: 'RE-17',
    commits: ([a, b, ...rest]) => [b as Bytes, a as Bytes, ...rest],
  },
  {
    id: 'overtake',
    says: 'changes its place with the order after it',
    caughtBy: 'RE-18',
    commits: ([a, b, c, d, ...rest]) => [a, b, d, c, ...rest] as ReadonlyArray<Bytes>,
  },
  {
    id: 'insert just before',
    says: 'puts its own order just before it, having read it',
    caughtBy: 'RE-18',
    commits: (grown) => [...grown.slice(0, VICTIM), OWN, ...grown.slice(VICTIM)],
  },
  {
    id: 'insert just before, and answer from there',
    says: 'puts its own order just before it, and shows the way to where the order stands now',
    caughtBy: 'RE-18',
    commits: (grown) => [...grown.slice(0, VICTIM), OWN, ...grown.slice(VICTIM)],
    answers: whereItStands,
  },
  {
    id: 'insert at the front',
    says: 'puts its own order before all others',
    caughtBy: 'RE-17',
    commits: (grown) => [OWN, ...grown],
  },
  {
    id: 'replace',
    says: 'puts its own order in the place of one before',
    caughtBy: 'RE-17',
    commits: (grown) => [OWN, ...grown.slice(1)],
  },
  {
    id: 'other path',
    says: 'commits the right log, and answers with the path of another place',
    caughtBy: 'RE-18',
    commits: (grown) => grown,
    answers: (committed) => pathIn(committed, VICTIM + 1),
  },
  {
    id: 'path of another log',
    says: 'commits another log, and answers with the path of the one that grew',
    caughtBy: 'RE-18',
    commits: (grown) => [OWN, ...grown.slice(1)],
    answers: (_, grown) => pathIn(grown, VICTIM),
  },
  { id: 'commit nothing', says: 'commits no log', caughtBy: 'RE-14', commits: undefined },
  {
    id: 'insert after',
    says: 'puts its own order after it: a risk like everybody’s, and no wrong',
    caughtBy: undefined,
    commits: (grown) => [...grown.slice(0, VICTIM + 1), OWN, ...grown.slice(VICTIM + 1)],
  },
]

/** What came of an attack. */
export interface Outcome {
  readonly caughtBy: ClauseId | undefined
  readonly halt: Halt | undefined
  /** What the victim holds: anybody can check it with the public key of the operator. */
  readonly evidence: SignedReceipt
  readonly isEvidenceSound: boolean
  /** Each event, and what came of it, in a line for a person. */
  readonly lines: ReadonlyArray<string>
}

/** Runs an attack: five orders arrive, the operator commits what it likes, the victim challenges, the operator answers. */
export const attack = ({ says, commits, answers }: Attack): Outcome => {
  const next = step(rules)
  let state = receipts.init(params)
  const lines: string[] = []
  const given: SignedReceipt[] = []
  const happen = (line: string, event: Event): ClauseId | undefined => {
    const outcome = next(state, event)
    if (E.isLeft(outcome)) {
      lines.push(`${line}: refused by ${outcome.left.clause}, ${outcome.left.says}`)
      return outcome.left.clause
    }
    const { issued, halted } = outcome.right.outputs
    if (issued !== undefined) given.push(signReceipt(params, issued.receipt))
    state = outcome.right.state
    lines.push(`${line}${halted === undefined ? '' : `: the market halts, ${halted.why}`}`)
    return undefined
  }
  for (const [i, order] of GROWN.entries())
    happen(`${i === VICTIM ? 'the order of the victim' : 'an order'} arrives, and gets place ${i}`, {
      tag: 'append',
      order,
    })
  happen('eon 2 begins', { tag: 'advance', block: 8n })
  const committed = commits?.(GROWN) ?? []
  if (commits !== undefined)
    happen(`the operator ${says}`, {
      tag: 'commit',
      eon: 1n,
      size: BigInt(committed.length),
      root: logRoot(checking.hash, committed) as Bytes,
    })
  happen('an epoch goes by', { tag: 'advance', block: 10n })
  const evidence = given[VICTIM] as SignedReceipt
  happen('the victim challenges with its receipt', { tag: 'challenge', ...evidence })
  const path = answers?.(committed, GROWN) ?? pathIn(committed, VICTIM)
  const caughtBy = happen('the operator answers', { tag: 'answer', receipt: evidence.receipt, path })
  happen('another epoch goes by', { tag: 'advance', block: 13n })
  const { receipt, byOperator } = evidence
  const isEvidenceSound = checking.verify(params.operator, receiptDatum(params.contract, receipt), byOperator)
  return { caughtBy, halt: state.halt, evidence, isEvidenceSound, lines }
}
