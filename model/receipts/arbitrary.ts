import * as fc from 'fast-check'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import { AMOUNT_LIMIT, type Bytes } from '../../spec/primitives/types.js'
import { receiptDatum } from '../../spec/receipts/data.js'
import { committedOf, currentEon, epochOf, position, startOf } from '../../spec/receipts/ledger.js'
import type { Event, EventOf, Outputs, Params, Path, Receipt, SignedReceipt } from '../../spec/receipts/types.js'
import { type Choice, type Drawing, pick } from '../core/arbitrary.js'
import { concreteSuite } from '../primitives/concrete.js'
import type { CryptoSuite, KeyPair } from '../primitives/suite.js'
import { pathOf, root } from './log.js'
import type { State } from './state.js'

const SEED = new Uint8Array(32).fill(7)

/** The operator of every drawn instance: its key is known, for tests and vectors. */
export const operatorOf = ({
  hash,
  signature,
}: Pick<Params, 'hash' | 'signature'>): CryptoSuite & { readonly key: KeyPair } => {
  const suite = concreteSuite(hash, signature)
  return { ...suite, key: suite.keyPair(SEED) }
}

/** Parameters whose operator is the known one. */
export const paramsWith = (rest: Partial<Omit<Params, 'operator'>> = {}): Params => {
  const opened = {
    contract: 'market-1' as Params['contract'],
    blocksPerEon: 8n,
    hash: 'sha256',
    signature: 'ed25519',
    ...rest,
  } as const
  return { ...opened, operator: operatorOf(opened).key.publicKey as Bytes }
}

/** Any parameters. */
export const params: fc.Arbitrary<Params> = fc
  .record({
    blocksPerEon: fc.constantFrom(8n, 4n, 12n),
    hash: fc.constantFrom(...hashSuites),
    signature: fc.constantFrom(...signatureSuites),
  })
  .map(paramsWith)

/** A receipt, signed by the known operator for an instance. */
export const signReceipt = (opened: Params, receipt: Receipt): SignedReceipt => {
  const { sign, key } = operatorOf(opened)
  return { receipt, byOperator: sign(key.secret, receiptDatum(opened.contract, receipt)) as Bytes }
}

/** What has been seen of a run: the receipts that were given, the latest last. */
export interface Seen {
  readonly receipts: ReadonlyArray<Receipt>
}

type Picks = Choice['picks']

/**
 * Reads a choice as an event: orders arrive, time goes by in steps that aim at the limits of epochs and eons, every eon
 * gets its log, receipts are challenged and answered. One log in eight is not the one that grew; one event in twelve is
 * spoiled in one place, and one in sixteen comes at any time.
 */
export const draw = (seen: Seen, state: State, { kind, picks }: Choice): Event => {
  if (kind >= 94) return untimely(seen, state, picks)
  if (kind >= 86) return spoiled(state, usual(seen, state, { kind: picks[4] % 86, picks }), picks)
  return usual(seen, state, { kind, picks })
}

/** What is right, but not now: a log, a challenge or an answer, whatever was committed, challenged or halted before. */
const untimely = ({ receipts }: Seen, state: State, picks: Picks): Event => {
  const [a, b] = picks
  const [receipt] = receipts.slice(a % Math.max(1, receipts.length))
  if (receipt === undefined || b % 3 === 0) return commit(state, picks)
  const open = [...state.challenges.values()].find(({ isOpen }) => isOpen)
  return b % 3 === 1
    ? { tag: 'challenge', ...signReceipt(state.params, receipt) }
    : answer(state, open?.receipt ?? receipt)
}

const usual = (seen: Seen, state: State, { kind, picks }: Choice): Event => {
  const [a, b] = picks
  const advance: Event = { tag: 'advance', block: later(state, a) }
  const open = [...state.challenges.values()].filter(({ isOpen }) => isOpen)
  if (state.halt !== undefined) return kind < 50 ? advance : append(b)
  const eon = currentEon(state)
  const isDue = eon > 1n && committedOf(state, eon - 1n) === undefined
  if (isDue && kind < 35) return commit(state, picks)
  if (open.length > 0 && kind < 55) return answer(state, pick(open as [(typeof open)[number]], a).receipt)
  const known = seen.receipts.filter((receipt) => receipt.eon === eon - 1n)
  if (known.length > 0 && kind < 65 && position(state) >= epochOf(state.params))
    return { tag: 'challenge', ...signReceipt(state.params, pick(known as [Receipt], a)) }
  return kind < 75 ? append(b) : advance
}

const append = (n: number): Event => ({ tag: 'append', order: Uint8Array.of(n >> 8, n & 255) as Bytes })

const later = ({ params: opened, block }: State, n: number): bigint => {
  const state = { params: opened, block }
  const next = startOf(opened, currentEon(state) + 1n)
  const epoch = epochOf(opened)
  return pick([next + epoch, block + 1n, next, block + epoch, block + epoch + 1n, next + opened.blocksPerEon], n)
}

/** The log of the eon before, mostly as it grew. */
const commit = (state: State, [a, b]: Picks): Event => {
  const [log] = state.past as [State['log']]
  const right = {
    tag: 'commit',
    eon: currentEon(state) - 1n,
    size: BigInt(log.size),
    root: root(state.nodes, log) as Bytes,
  } as const
  return a % 8 === 7
    ? pick<Event>(
        [
          { ...right, root: state.nodes.leaf(right.root) as Bytes },
          { ...right, size: right.size + 1n },
          { ...right, size: right.size / 4n },
        ],
        b,
      )
    : right
}

/** The honest answer to a challenge, from the log of its eon. */
export const answer = (state: State, receipt: Receipt): EventOf<'answer'> => {
  const log = state.past[Number(currentEon(state) - receipt.eon) - 1]
  return { tag: 'answer', receipt, path: (log && pathOf(state.nodes, log, Number(receipt.index))) ?? [] }
}

const flipped = (bytes: Bytes): Bytes => Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 1 : byte)) as Bytes

const spoiledReceipt = (receipt: Receipt, n: number): Receipt =>
  pick<Receipt>(
    [
      { ...receipt, index: receipt.index + 1n },
      { ...receipt, eon: receipt.eon + 1n },
      { ...receipt, order: flipped(receipt.order) },
      { ...receipt, commitment: flipped(receipt.commitment) },
      { ...receipt, index: -1n },
    ],
    n,
  )

const spoiledPath = (path: Path, n: number): Path =>
  pick<Path>(
    [path.slice(1), [...path, ...path.slice(0, 1)], path.map(flipped), [...path].reverse(), path.slice(0, -1)],
    n,
  )

const spoiled = (state: State, event: Event, [a, b]: Picks): Event => {
  switch (event.tag) {
    case 'advance':
      return { ...event, block: pick([state.block, state.block - 1n, AMOUNT_LIMIT, -1n], b) }
    case 'append':
      return event
    case 'commit':
      return pick<Event>(
        [
          { ...event, eon: event.eon + 1n },
          { ...event, eon: event.eon - 1n },
          { ...event, size: -1n },
          { ...event, size: 0n },
          { ...event, eon: AMOUNT_LIMIT },
        ],
        b,
      )
    case 'challenge': {
      const receipt = spoiledReceipt(event.receipt, b)
      const isSigned = a % 2 === 0 && receipt.index >= 0n
      return isSigned ? { tag: 'challenge', ...signReceipt(state.params, receipt) } : { ...event, receipt }
    }
    case 'answer':
      return a % 2 === 0
        ? { ...event, path: spoiledPath(event.path, b) }
        : { ...event, receipt: spoiledReceipt(event.receipt, b) }
  }
}

/** Draws the events of a run, with the receipts that were given in it. */
export const drawing = (): Drawing<State, Event, Outputs> => {
  let given: ReadonlyArray<Receipt> = []
  return {
    draw: (state, choice) => draw({ receipts: given }, state, choice),
    accepted: (_, __, { outputs: { issued } }) => {
      if (issued !== undefined) given = [...given, issued.receipt]
    },
  }
}
