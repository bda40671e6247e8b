import * as evidence from '../../../model/commit-chain/evidence.js'
import { MAX_DEPTH } from '../../../spec/commit-chain/assertions.js'
import { transferDatum, updateDatum } from '../../../spec/commit-chain/data.js'
import { intervalRoot, transactionsRoot } from '../../../spec/commit-chain/proofs.js'
import type { AllotmentProof, EventOf, Ratified } from '../../../spec/commit-chain/types.js'
import type { Bytes } from '../../../spec/primitives/types.js'
import type { Accepted } from './accepted.js'
import { alice, bob, challengingPassive, honest, open, passive, type Refused, type Right, refused } from './right.js'
import { challengeable, happen, paid, evidence as sheetsOf, strange } from './scene.js'

// The deepest trees that a transaction can stand in, and those that are a level deeper. Only one path of them is made.

const { params, suite, operator } = open.cast
const levels = (depth: number): ReadonlyArray<Bytes> => Array.from({ length: depth }, () => strange(open))

/** Alice’s transfer is the first of 2^depth transactions. */
const challenging = (depth: number): Right<'challengeDelivery'> => {
  const membership = { index: 0n, path: levels(depth) }
  const root = transactionsRoot(suite.hash, transferDatum(params, paid), membership) as Bytes
  const { update } = honest.challengeBalance.event.claim as Ratified
  const deep = { ...update, transactions: root }
  const claim = { update: deep, byOperator: suite.sign(operator.secret, updateDatum(params, deep)) as Bytes }
  return { scene: open, event: { tag: 'challengeDelivery', trader: alice, transfer: paid, claim, membership } }
}

/** Carol’s transfer is the second in a passive tree with 2^depth places. */
const answering = (depth: number): Right<'answerPassiveDelivery'> => {
  const path = levels(depth).map((hash, level): AllotmentProof['path'][number] => ({
    hash,
    bound: level === 0 ? 0n : 3n,
  }))
  const content = suite.hash(transferDatum(params, passive))
  const root = intervalRoot(suite.hash, { left: 2n, right: 3n }, content, 1n, path) as Bytes
  const scene = challengeable({ 'X bob': { passive: { root, amount: 3n, mark: 0n } } })
  const { after } = evidence.answerPassiveDelivery(sheetsOf(scene), bob, passive)
  const event: EventOf<'answerPassiveDelivery'> = {
    tag: 'answerPassiveDelivery',
    trader: bob,
    transfer: passive,
    after,
    interval: { index: 1n, path },
  }
  return { scene: happen(scene, challengingPassive(scene).event), event }
}

/** At the bottom of a tree with as many levels as there may be. */
export const deepest: ReadonlyArray<Accepted> = [
  ['challenge-delivery-deepest', 'CC-31', challenging(MAX_DEPTH)] as const,
  ['answer-passive-delivery-deepest', 'CC-35', answering(MAX_DEPTH)] as const,
].map(([slug, clause, { scene, event }]) => ({
  slug,
  comment: 'A path of 64 siblings is as long as one may be.',
  clauses: [clause],
  scene: happen(scene, event),
}))

/** A level below. */
export const tooDeep: ReadonlyArray<Refused> = [
  ['challenge-delivery-too-deep', 'CC-31', challenging(MAX_DEPTH + 1)] as const,
  ['answer-passive-delivery-too-deep', 'CC-35', answering(MAX_DEPTH + 1)] as const,
].map(([slug, clause, { scene, event }]) =>
  refused(slug, clause, 'A path of 65 siblings is too long, though it leads to the root.', scene, event),
)
