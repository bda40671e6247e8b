import * as t from 'io-ts'
import { concreteSuite } from '../../model/primitives/concrete.js'
import { exactly, oneOf } from '../../spec/core/codec.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { isAmount, isPrice } from '../../spec/primitives/clauses.js'
import { hashSuites, sameBytes } from '../../spec/primitives/suite.js'
import { Bytes, ContractId, Integer } from '../../spec/primitives/types.js'
import { appending, firstBroken, verifyBook } from '../../spec/receipts/appending.js'
import { bookOf, matchRoot } from '../../spec/receipts/match-tree.js'
import { matching } from '../../spec/receipts/matching.js'
import { logPath, logRoot, recompute, type Way } from '../../spec/receipts/proofs.js'
import { firstUnmet } from '../../spec/receipts/relation.js'
import { sidesOf } from '../../spec/receipts/shape.js'
import {
  Appended,
  IncomingOrder,
  LogRoot,
  Match,
  MatchLeaf,
  MatchNode,
  Path,
  Receipt,
} from '../../spec/receipts/types.js'
import { decodeOrThrow } from './decode.js'
import type { Json, Kit } from './kit.js'

const hash = oneOf('Hash', ...hashSuites)
const orders = t.readonlyArray(Bytes)
const Orders = exactly('OrdersArguments', { hash, orders })
const Place = exactly('PlaceArguments', { hash, orders, index: Integer })
const WayArguments = exactly('WayArguments', { hash, order: Bytes, index: Integer, size: Integer, path: Path })
const LinkArguments = exactly('LinkArguments', { hash, earlier: Receipt, later: Receipt, path: Path })
/** The arguments of `bookRoot`. */
export const Leaves = exactly('LeavesArguments', { hash, leaves: t.readonlyArray(MatchLeaf) })
/** The arguments of `verifyMatch`. */
export const MatchArguments = exactly('MatchArguments', {
  hash,
  count: Integer,
  before: Bytes,
  incoming: IncomingOrder,
  match: Match,
})
/** The arguments of `verifyOrder`. */
export const OrderArguments = exactly('OrderArguments', {
  hash,
  contract: ContractId,
  log: LogRoot,
  count: Integer,
  before: Bytes,
  appended: Appended,
})
const BookArguments = exactly('BookArguments', {
  hash,
  contract: ContractId,
  log: LogRoot,
  appended: t.readonlyArray(Appended),
})

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)
const kept = (more: { readonly [key: string]: Json } = {}): Json => ({ verdict: 'kept', ...more })
const broken = (clause: ClauseId): Json => ({ verdict: 'broken', clause })
const hashBy = (name: (typeof hashSuites)[number]) => concreteSuite(name).hash

/** What is wrong with the place and the length of a path, if something is. */
const shapeOf = ({ index, size, path }: Omit<Way, 'order'>): ClauseId | undefined => {
  const sides = sidesOf(index, size)
  if (sides === undefined) return 'RE-15'
  return sides.length === path.length ? undefined : 'RE-16'
}

/** The relations that the functions of provable matching hold a proof against; others have an assertion less. */
export interface Relations {
  readonly matching: typeof matching
  readonly appending: typeof appending
}

const verifyWholeBook =
  (relations: Relations) =>
  (args: Json): Json => {
    const { hash: name, appended, ...claim } = decodeOrThrow(BookArguments, args)
    const size = claim.log.size > 0n ? claim.log.size : 0n
    const within = appended.filter((_, place) => BigInt(place) < size)
    const verdict = verifyBook({ hash: hashBy(name), ...claim, appended: within }, relations)
    const brokenAt = (clause: ClauseId, at: bigint | number): Json => ({ verdict: 'broken', clause, at: String(at) })
    if (verdict.tag === 'broken') return brokenAt(verdict.broken.clause, verdict.at)
    if (BigInt(appended.length) !== claim.log.size) return brokenAt('RE-15', within.length)
    return kept({ book: hex(verdict.book) })
  }

const logFunctions: Kit['functions'] = {
  logRoot: (args) => {
    const given = decodeOrThrow(Orders, args)
    return hex(logRoot(hashBy(given.hash), given.orders))
  },
  logPath: (args) => {
    const given = decodeOrThrow(Place, args)
    const path = logPath(hashBy(given.hash), given.orders, Number(given.index))
    return path === undefined ? broken('RE-15') : kept({ path: path.map(hex) })
  },
  recompute: (args) => {
    const { hash: name, ...way } = decodeOrThrow(WayArguments, args)
    const found = recompute(hashBy(name), way)
    return found === undefined
      ? broken(shapeOf(way) ?? 'RE-16')
      : kept({ commitment: hex(found.commitment), root: hex(found.root) })
  },
  link: (args) => {
    const { hash: name, earlier, later, path } = decodeOrThrow(LinkArguments, args)
    if (earlier.eon !== later.eon) return broken('RE-15')
    const way = { order: earlier.order, index: earlier.index, size: later.index + 1n, path }
    const found = recompute(hashBy(name), way)
    if (found === undefined) return broken(shapeOf(way) ?? 'RE-16')
    if (!sameBytes(found.commitment, earlier.commitment)) return broken('RE-17')
    return sameBytes(found.root, later.commitment) ? kept() : broken('RE-18')
  },
}

const bookRoot = (args: Json): Json => {
  const { hash: name, leaves } = decodeOrThrow(Leaves, args)
  if (!leaves.every(({ remaining }) => isAmount(remaining))) return broken('PR-1')
  if (!leaves.every(({ price }) => isPrice(price))) return broken('PR-2')
  const by = hashBy(name)
  const root = matchRoot(by, leaves)
  return kept({ book: hex(bookOf(by, BigInt(leaves.length), root)), root: MatchNode.encode(root) as Json })
}

/** The functions of the chapter but `judge`. */
export const receiptsFunctions = (relations: Relations = { matching, appending }): Kit['functions'] => ({
  ...logFunctions,
  bookRoot,
  verifyMatch: (args) => {
    const { hash: name, ...claim } = decodeOrThrow(MatchArguments, args)
    const failed = firstUnmet(relations.matching, { hash: hashBy(name), ...claim })
    return failed === undefined
      ? kept({ remaining: String(claim.incoming.remaining - claim.match.matched) })
      : broken(failed.clause)
  },
  verifyOrder: (args) => {
    const { hash: name, ...claim } = decodeOrThrow(OrderArguments, args)
    const failed = firstBroken({ hash: hashBy(name), ...claim }, relations)
    if (failed !== undefined) return broken(failed.clause)
    const { order, matches } = claim.appended
    return kept({ remaining: String(matches.reduce((left, { matched }) => left - matched, order.volume)) })
  },
  verifyBook: verifyWholeBook(relations),
})

/** The relations with one assertion left out, each with the clause that then nobody asserts. */
export const forgetfulRelations: ReadonlyArray<{
  readonly id: string
  readonly clause: ClauseId
  readonly says: string
  readonly relations: Relations
}> = (['matching', 'appending'] as const).flatMap((name) => {
  const relations: Relations = { matching, appending }
  return relations[name].map(({ line, clause, says }) => ({
    id: `drop:${line}`,
    clause,
    says: `it is forgotten that ${says}`,
    // The line stands, since what comes after it is found by it; it only always holds.
    relations: {
      ...relations,
      [name]: (relations[name] as Relations['matching']).map((one) =>
        one.line === line ? { ...one, holds: () => true } : one,
      ),
    },
  }))
})
