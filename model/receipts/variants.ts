import type { ClauseId } from '../../spec/core/ids.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import { recompute } from '../../spec/receipts/proofs.js'
import { rootOver, siblingsOver } from '../../spec/receipts/shape.js'
import { intent, isLink } from '../../spec/receipts/strategy.js'
import type { Explorable } from '../core/explore.js'
import { type Bounds, type Logs, type Move, type Practice, practice, type Reached, receiptsScope } from './scope.js'

/** Other rules, and the theorem that each breaks. */
export interface Variant {
  readonly says: string
  readonly breaks: ClauseId
  readonly scope: Explorable<Reached, Move>
}

const SMALL: Bounds = { length: 4, sends: 3, others: 'ab', repeats: false, isHonest: false }

const variant = (
  name: string,
  breaks: ClauseId,
  says: string,
  changes: Partial<Practice>,
  bounds: Partial<Bounds> = {},
): Variant => ({ says, breaks, scope: receiptsScope(name, { ...SMALL, ...bounds }, { ...practice, ...changes }) })

/** A tree without tags: the leaf of an order is its hash, and `p` is an order whose hash is that of the node over a and b. */
const untagged = (hash: Logs['hash']) => {
  const node = (left: Uint8Array, right: Uint8Array): Uint8Array => hash({ tag: '', fields: [left, right] })
  const leaf = (letter: string): Uint8Array =>
    letter === 'p' ? node(leaf('a'), leaf('b')) : hash({ tag: '', fields: [letter] })
  const leavesOf = (log: string) => [...log].map(leaf) as [Uint8Array, ...Uint8Array[]]
  return { node, leaf, leavesOf, rootOf: (log: string) => rootOver(leavesOf(log), node) }
}

/** Algorithm 2 as written, but for the sides: no tags, and a place that the receipt does not name. */
const closesUntagged: Practice['closes'] = ({ hash }, promised, committed) => {
  const { node, leavesOf, rootOf } = untagged(hash)
  if (committed === '') return false
  const [goal, root, own] = [rootOf(promised), rootOf(committed), leavesOf(promised).at(-1) as Uint8Array]
  return [...committed].some((_, place) => {
    const path = siblingsOver(leavesOf(committed), place, node) ?? []
    // The sides are the prover's: every way to put each sibling left or right.
    return Array.from({ length: 2 ** path.length }, (__, sides) => sides).some((sides) => {
      let [at, commitment] = [own, own]
      for (const [i, sibling] of path.entries())
        if ((sides >> i) & 1) [at, commitment] = [node(sibling, at), node(sibling, commitment)]
        else at = node(at, sibling)
      return sameBytes(at, root) && sameBytes(commitment, goal)
    })
  })
}

/** Rules that are not the chapter's, each with the theorem that it breaks, and the shortest run to that. */
export const receiptsVariants: ReadonlyArray<Variant> = [
  variant('member-is-enough', 'RE-23', 'the trader is content when its order is a member of the next log (T60)', {
    isLink: (hash, earlier, later, path) => {
      const found = recompute(hash, { order: earlier.order, index: earlier.index, size: later.index + 1n, path })
      return found !== undefined && sameBytes(found.root, later.commitment)
    },
  }),
  variant(
    'no-links',
    'RE-23',
    'the trader sends on without asking for a link, and challenges with its last two receipts',
    {
      intent: () => ({ tag: 'send' }),
    },
  ),
  variant('one-challenge', 'RE-23', 'the trader challenges with its last receipt only', {
    toChallenge: (sent) => practice.toChallenge(sent).slice(-1),
  }),
  variant('link-is-late', 'RE-23', 'the trader asks for a link only after it has sent one order more', {
    intent: (sent) => (sent.length < 3 ? { tag: 'send' } : intent(sent)),
    isLink,
  }),
  variant(
    'any-place',
    'RE-22',
    'the place is not in the receipt, and neither leaves nor nodes have tags (T26, T28)',
    { closes: closesUntagged },
    { others: 'abp', sends: 1 },
  ),
  variant('prefix-not-compared', 'RE-22', 'an answer need not lead to the commitment of the receipt', {
    closes: ({ hash, receipt, paths }, promised, committed) => {
      const claim = receipt(promised)
      return paths(committed).some((path) => {
        const found = recompute(hash, { ...claim, size: BigInt(committed.length), path })
        return found !== undefined && sameBytes(found.root, receipt(committed).commitment)
      })
    },
  }),
  variant('root-not-compared', 'RE-22', 'an answer need not lead to the committed root', {
    closes: ({ hash, receipt, paths }, promised, committed) => {
      const claim = receipt(promised)
      return [...paths(promised), ...paths(committed)].some((path) => {
        const found = recompute(hash, { ...claim, size: BigInt(committed.length), path })
        return found !== undefined && sameBytes(found.commitment, claim.commitment)
      })
    },
  }),
]
