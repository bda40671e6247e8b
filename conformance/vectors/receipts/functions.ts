import { concreteSuite } from '../../../model/primitives/concrete.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { AMOUNT_LIMIT, Bytes } from '../../../spec/primitives/types.js'
import { logPath, logRoot } from '../../../spec/receipts/proofs.js'
import { receiptFor } from '../../../spec/receipts/runs.js'
import { Receipt } from '../../../spec/receipts/types.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase } from '../types.js'
import { matchingCases } from './matching.js'
import { matchingSlips } from './matching-slips.js'
import { blind } from './scene.js'

/** A function's arguments; the model gives the result. */
export interface Call {
  readonly slug: string
  readonly comment: string
  readonly name: string
  readonly clauses: readonly [ClauseId, ...ClauseId[]]
  readonly args: { readonly [key: string]: Json }
}

const SUITES = ['sha256', 'keccak256'] as const
const SIZES = Array.from({ length: 34 }, (_, n) => n)
const ordersOf = (n: number): ReadonlyArray<Bytes> => Array.from({ length: n }, (_, i) => blind(i))
const hexes = (all: ReadonlyArray<Uint8Array>): Json => all.map((bytes) => Bytes.encode(bytes as Bytes))

const roots: ReadonlyArray<Call> = SUITES.flatMap((hash) =>
  SIZES.map((n) => ({
    slug: `log-root-${hash}-${String(n).padStart(2, '0')}`,
    comment: n === 0 ? 'The root of the empty log.' : `The root of a log of ${n} ${n === 1 ? 'order' : 'orders'}.`,
    name: 'logRoot',
    clauses: ['RE-4'],
    args: { hash, orders: hexes(ordersOf(n)) },
  })),
)

const { hash } = concreteSuite()
const sha = { hash: 'sha256' }

const paths: ReadonlyArray<Call> = [
  ...[
    [1, 0],
    [2, 1],
    [3, 0],
    [3, 2],
    [5, 3],
    [5, 4],
    [7, 6],
    [8, 5],
    [13, 12],
    [33, 0],
    [33, 31],
    [33, 32],
  ].map(
    ([n, index]): Call => ({
      slug: `log-path-${n}-${index}`,
      comment: `The path of place ${index} in a log of ${n}.`,
      name: 'logPath',
      clauses: ['RE-16'],
      args: { ...sha, orders: hexes(ordersOf(n as number)), index: String(index) },
    }),
  ),
  ...(
    [
      ['past-the-end', 5, '5', 'The place after the last.'],
      ['far-past-the-end', 5, '1000000000000000000000000000000', 'A place far beyond any log.'],
      ['negative', 5, '-1', 'A place before the first.'],
      ['empty-log', 0, '0', 'The empty log has no place.'],
    ] as const
  ).map(
    ([slug, n, index, comment]): Call => ({
      slug: `log-path-${slug}`,
      comment,
      name: 'logPath',
      clauses: ['RE-15'],
      args: { ...sha, orders: hexes(ordersOf(n)), index },
    }),
  ),
]

const pathIn = (n: number, index: number): ReadonlyArray<Bytes> => logPath(hash, ordersOf(n), index) ?? []

const way = (
  slug: string,
  clause: ClauseId,
  comment: string,
  [index, size]: readonly [bigint, bigint],
  path: ReadonlyArray<Bytes>,
): Call => ({
  slug: `recompute-${slug}`,
  comment,
  name: 'recompute',
  clauses: [clause],
  args: {
    ...sha,
    order: Bytes.encode(blind(Number(index))),
    index: String(index),
    size: String(size),
    path: hexes(path),
  },
})

const ways: ReadonlyArray<Call> = [
  ...[
    [1, 0],
    [2, 0],
    [4, 1],
    [5, 2],
    [6, 5],
    [11, 9],
    [33, 32],
  ].map(([n, index]) =>
    way(
      `${n}-${index}`,
      'RE-17',
      `From place ${index} of ${n}: the root, and the root as it was at arrival.`,
      [BigInt(index as number), BigInt(n as number)],
      pathIn(n as number, index as number),
    ),
  ),
  way('empty-log', 'RE-15', 'A log of no order has no place.', [0n, 0n], []),
  way('past-the-end', 'RE-15', 'The place after the last.', [5n, 5n], pathIn(5, 4)),
  way('negative-place', 'RE-15', 'A place before the first.', [-1n, 5n], pathIn(5, 0)),
  way('negative-size', 'RE-15', 'A log of less than no order.', [0n, -1n], []),
  way('short', 'RE-16', 'A sibling is missing.', [2n, 5n], pathIn(5, 2).slice(1)),
  way('long', 'RE-16', 'There is a sibling too many.', [2n, 5n], [...pathIn(5, 2), blind(9)]),
  way('no-path', 'RE-16', 'There is no path.', [2n, 5n], []),
  way(
    'huge-size',
    'RE-16',
    'A log of 2^128 - 1 orders has a path of 128 siblings.',
    [2n, AMOUNT_LIMIT - 1n],
    pathIn(5, 2),
  ),
  way('only-leaf-with-sibling', 'RE-16', 'The only order has no sibling.', [0n, 1n], [blind(1)]),
]

const json = (receipt: Receipt): Json => Receipt.encode(receipt) as unknown as Json
const upTo = (n: number): Receipt => receiptFor(ordersOf(n))

const link = (
  slug: string,
  clause: ClauseId,
  comment: string,
  earlier: Receipt,
  later: Receipt,
  path: ReadonlyArray<Bytes>,
): Call => ({
  slug: `link-${slug}`,
  comment,
  name: 'link',
  clauses: [clause],
  args: { ...sha, earlier: json(earlier), later: json(later), path: hexes(path) },
})

const replaced = [blind(9), ...ordersOf(4).slice(1)]

const links: ReadonlyArray<Call> = [
  link('kept', 'RE-17', 'The log of four extends the log of two.', upTo(2), upTo(4), pathIn(4, 1)),
  link('itself', 'RE-17', 'A log extends itself.', upTo(3), upTo(3), pathIn(3, 2)),
  link('other-eon', 'RE-15', 'The later receipt is of another eon.', upTo(2), { ...upTo(4), eon: 2n }, pathIn(4, 1)),
  link('backwards', 'RE-15', 'The shorter log does not have the place of the longer.', upTo(4), upTo(2), pathIn(4, 3)),
  link('short', 'RE-16', 'A sibling is missing.', upTo(2), upTo(4), pathIn(4, 1).slice(1)),
  link(
    'member-only',
    'RE-17',
    'The order is a member of the later log, at its place; what came before it is not the same (T60).',
    upTo(2),
    receiptFor(replaced),
    logPath(hash, replaced, 1) ?? [],
  ),
  link(
    'other-later',
    'RE-18',
    'The path is that of another longer log.',
    upTo(2),
    upTo(4),
    logPath(hash, [...ordersOf(3), blind(9)], 1) ?? [],
  ),
  link(
    'untagged-pair',
    'RE-17',
    'The order before is the root of two others, written as one: a node is no leaf (T26).',
    receiptFor([logRoot(hash, ordersOf(2)) as Bytes, blind(2)]),
    receiptFor(ordersOf(3)),
    pathIn(3, 1),
  ),
]

/** The functions of this chapter, known by their arguments alone. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> =>
  [...roots, ...paths, ...ways, ...links, ...matchingCases(), ...matchingSlips()].map(
    ({ slug, comment, name, clauses, args }) => {
      const result = kit.functions[name]?.(args) ?? null
      const { verdict, clause } = (typeof result === 'object' && result !== null ? result : {}) as Record<string, Json>
      if (verdict === 'broken' && clause !== clauses[0])
        throw new Error(`${slug}: the draft says that it breaks ${clauses[0]}, the function says ${clause}`)
      return {
        kind: 'function',
        id: `${kit.chapter}/function/${slug}`,
        chapter: kit.chapter,
        comment,
        source: { from: 'hand' },
        clauses,
        negative: verdict === 'broken',
        needs: [`evaluate=${name}`, `hash=${args.hash}`],
        function: name,
        arguments: args,
        result,
      }
    },
  )
