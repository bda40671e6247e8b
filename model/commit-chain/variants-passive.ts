import { openChallenge } from '../../spec/commit-chain/assertions.js'
import { currentEon, key, type Ledger, requestedIn } from '../../spec/commit-chain/ledger.js'
import { allotmentOf, checkpointRoot } from '../../spec/commit-chain/proofs.js'
import { isAtLimit, settled } from '../../spec/commit-chain/settlement.js'
import { traderMoves } from '../../spec/commit-chain/strategy.js'
import type { AllotmentProof, EventOf } from '../../spec/commit-chain/types.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { rules } from './machine.js'
import { ratifyAny } from './operator.js'
import { passiveTransferOf, type Setting, swapOf, transferOf } from './scopes.js'
import { corrupt, holdsOf, honest, reading, type Variant, without } from './variant.js'

// Other readings of the rules about passive transfers and withdrawals, and other habits.

type Answer = EventOf<'answerPassiveDelivery'>

const away: Setting = {
  deposits: ['alice 1 X'],
  plan: [passiveTransferOf(2n, 'alice', 'bob', 'X', 1n)],
  lastEon: 4n,
  coins: ['X'],
}
const between: Setting = {
  ...away,
  plan: [passiveTransferOf(2n, 'alice', 'carol', 'X', 1n)],
  traders: ['alice', 'carol'],
  honest: ['alice', 'carol'],
}
const beside: Setting = { ...between, traders: ['alice', 'bob', 'carol'], honest: ['alice'] }
const leaving: Setting = {
  deposits: ['alice 2 X'],
  plan: [transferOf(3n, 'alice', 'bob', 'X', 1n)],
  withdrawals: ['alice 1 X in 3'],
  lastEon: 6n,
  coins: ['X'],
}

/**
 * Nobody withdraws, and the checkpoints of eon 2 and 3 allot alice just this much: with others it would not come to what
 * is looked for.
 */
const onlyAllotting =
  (...checkpoints: ReadonlyArray<Readonly<Record<string, bigint>>>): NonNullable<Setting['leavesOut']> =>
  ({ ledger }, move) =>
    (move.tag === 'send' && move.event.tag === 'requestWithdrawal') ||
    (move.tag === 'commit' &&
      Object.entries(checkpoints[Number(currentEon(ledger)) - 2] ?? {}).some(
        ([coin, amount]) => move.accounts.get(`${coin} alice`)?.amount !== amount,
      ))

/** Whether a proof leads to the checkpoint of one of these eons, from the leaf of one of these traders. */
const leadsTo = (
  { params, checking, roots }: Ledger,
  { coin }: { readonly coin: CoinId },
  proof: AllotmentProof,
  eons: ReadonlyArray<bigint>,
  traders: ReadonlyArray<TraderId>,
): boolean =>
  eons.some((eon) =>
    traders.some((trader) => {
      const root = roots.get(key(eon))
      return root !== undefined && sameBytes(root, checkpointRoot(checking.hash, params, coin, trader, proof))
    }),
  )

const eonOf = (ledger: Ledger, { trader, transfer }: Answer): bigint =>
  challengeOf(ledger, trader, transfer)?.eon ?? currentEon(ledger)

const challengeOf = (
  ledger: Ledger,
  trader: TraderId,
  { coin, sender, recipient, amount, nonce }: Answer['transfer'],
) => openChallenge(ledger, { kind: 'passive-delivery', trader, matter: key(coin, sender, recipient, amount, nonce) })

/**
 * A passive delivery challenge that is closed by the transfer wherever it stands in its recipient's tree. That breaks
 * nothing: a transfer names its sender and has a nonce.
 */
export const withoutMark = corrupt(
  'passive-mark-not-compared',
  away,
  reading('answerPassiveDelivery', 'CC-35', (ledger, event) =>
    Array.from({ length: Number(event.after.passive.amount) + 1 }, (_, mark) => BigInt(mark)).some((mark) => {
      const challenges = ledger.challenges.map((one) =>
        'mark' in one.about ? { ...one, about: { ...one.about, mark } } : one,
      )
      return holdsOf('answerPassiveDelivery', 'CC-35')({ ...ledger, challenges }, event)
    }),
  ),
)

/** Each is explored until it breaks. */
export const passiveVariants: ReadonlyArray<Variant> = [
  {
    id: 'passive-receipts-as-proceeds',
    says: 'TEX Algorithm 5 with R that leaves out what was received passively: it passes for what a swap brought (T11)',
    breaks: 'CC-46',
    scope: corrupt(
      'passive-receipts-as-proceeds',
      {
        deposits: ['alice 1 X', 'bob 1 Y'],
        plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y']), passiveTransferOf(2n, 'bob', 'alice', 'Y', 1n)],
        lastEon: 4n,
        leavesOut: onlyAllotting({ X: 1n, Y: 0n }, { X: 0n, Y: 1n }),
      },
      reading('answerSwap', 'CC-36', (ledger, { trader, swap, buy: { before, after } }) => {
        const challenge = openChallenge(ledger, {
          kind: 'swap',
          trader,
          matter: key(swap.sellCoin, swap.buyCoin),
        })
        const taken = challenge !== undefined && 'taken' in challenge.about ? challenge.about.taken : 0n
        const account = { trader, coin: swap.buyCoin, eon: challenge?.eon ?? 0n }
        const due = settled(ledger, account, allotmentOf(before), after.update, 0n)
        return isAtLimit(swap, taken, allotmentOf(after) - due)
      }),
    ),
  },
  {
    id: 'passive-receipts-not-settled',
    says: 'TEX Algorithms 4 and 5 with R that leaves out what was received passively: it need not be allotted (T11)',
    breaks: 'CC-45',
    scope: corrupt(
      'passive-receipts-not-settled',
      { ...away, deposits: ['bob 1 X'], plan: [passiveTransferOf(2n, 'bob', 'alice', 'X', 1n)] },
      reading('answerBalance', 'CC-29', (ledger, { trader, coin, agreed, after }) => {
        const challenge = openChallenge(ledger, { kind: 'balance', trader, matter: coin })
        const start = challenge !== undefined && 'allotted' in challenge.about ? challenge.about.allotted : 0n
        const account = { trader, coin, eon: challenge?.eon ?? 0n }
        return allotmentOf(after) >= settled(ledger, account, start, agreed?.update, 0n)
      }),
    ),
  },
  {
    id: 'passive-delivery-not-challenged',
    says: 'a trader sends passively and does not ask whether it arrived, since the recipient signs nothing',
    breaks: 'CC-50',
    scope: corrupt('passive-delivery-not-challenged', away, rules, {
      traderMoves: (view) => traderMoves(view).filter(({ tag }) => tag !== 'challengePassiveDelivery'),
    }),
  },
  {
    id: 'passive-place-not-compared',
    says: 'a passive delivery challenge is closed by any proof of the recipient',
    breaks: 'CC-50',
    scope: corrupt('passive-place-not-compared', away, reading('answerPassiveDelivery', 'CC-35')),
  },
  {
    id: 'passive-amount-not-compared',
    says: "a transfer counts as delivered by its recipient's tree, whatever amount the account says was received",
    breaks: 'CC-45',
    scope: corrupt(
      'passive-amount-not-compared',
      between,
      reading('answerPassiveDelivery', 'CC-35', (ledger, event) => {
        const { after } = event
        const counted = { ...event, after: { ...after, passive: { ...after.passive, amount: event.transfer.amount } } }
        return holdsOf('answerPassiveDelivery', 'CC-35')(ledger, counted)
      }),
    ),
  },
  {
    id: 'passive-answer-of-another-recipient',
    says: "a passive delivery challenge is closed by a transfer in anybody's tree",
    breaks: 'CC-50',
    scope: corrupt(
      'passive-answer-of-another-recipient',
      beside,
      without(
        reading('answerPassiveDelivery', 'CC-12', (ledger, event) =>
          leadsTo(
            ledger,
            event.transfer,
            event.after,
            [eonOf(ledger, event)],
            ledger.params.traders.map(({ trader }) => trader),
          ),
        ),
        'answerPassiveDelivery',
        ['CC-11', 'CC-13'],
      ),
    ),
  },
  {
    id: 'passive-answer-of-another-eon',
    says: 'a passive delivery challenge is closed by a checkpoint before the challenged one',
    breaks: 'CC-50',
    scope: corrupt(
      'passive-answer-of-another-eon',
      { ...away, isEarly: true },
      reading('answerPassiveDelivery', 'CC-12', (ledger, event) => {
        const eon = eonOf(ledger, event)
        return leadsTo(ledger, event.transfer, event.after, [eon, eon - 1n], [event.transfer.recipient])
      }),
    ),
  },
  {
    id: 'nonce-used-twice',
    says: 'two passive transfers with the same terms and no nonce to tell them apart: one delivery serves both (T35)',
    breaks: 'CC-50',
    scope: corrupt('nonce-used-twice', {
      ...away,
      deposits: ['alice 2 X'],
      plan: [passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 1n), passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 1n)],
      leavesOut: onlyAllotting({ X: 2n }, { X: 0n }),
    }),
  },
  {
    id: 'two-passive-transfers',
    says: 'an operator signs two passive transfers of one account in one eon: the account has one mark',
    breaks: 'CC-47',
    scope: honest(
      'two-passive-transfers',
      {
        deposits: ['bob 2 X'],
        plan: [passiveTransferOf(2n, 'bob', 'alice', 'X', 1n, 1n), passiveTransferOf(2n, 'bob', 'alice', 'X', 1n, 2n)],
        lastEon: 4n,
        coins: ['X'],
        leavesOut: (_, move) => move.tag === 'send' && move.event.tag !== 'challengePassiveDelivery',
      },
      rules,
      ratifyAny,
    ),
  },
  {
    id: 'cancelled-at-will',
    says: 'TEX VI-C3, a withdrawal is cancelled "by right": by any statement, whatever it leaves (T34)',
    breaks: 'CC-51',
    scope: corrupt('cancelled-at-will', leaving, reading('cancelWithdrawal', 'CC-17')),
  },
  {
    id: 'asked-for-what-it-signed-away',
    says: 'a trader asks to withdraw all that the verifier lets it, whatever it stated in the eon before',
    breaks: 'CC-51',
    scope: corrupt(
      'asked-for-what-it-signed-away',
      { ...leaving, withdrawals: ['alice 1 X in 3', 'alice 1 X in 4'] },
      rules,
      {
        withdrawable: ({ ledger, trader, proof }, coin) => {
          const eon = currentEon(ledger)
          const start = proof(eon - 1n, coin)
          const asked = requestedIn(ledger, trader, coin, eon) + requestedIn(ledger, trader, coin, eon - 1n)
          return start === undefined ? 0n : allotmentOf(start) - asked
        },
      },
    ),
  },
]
