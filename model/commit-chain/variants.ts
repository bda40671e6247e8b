import { matterOf, openChallenge } from '../../spec/commit-chain/assertions.js'
import { currentEon, requestedIn } from '../../spec/commit-chain/ledger.js'
import { allotmentOf } from '../../spec/commit-chain/proofs.js'
import { givenFor } from '../../spec/commit-chain/settlement.js'
import { rules } from './machine.js'
import { ratifyEach } from './operator.js'
import { swapOf, transferOf } from './scopes.js'
import { corrupt, honest, reading, type Table, type Variant } from './variant.js'
import { passiveVariants } from './variants-passive.js'

const withoutCover: Table = {
  ...rules,
  challengeBalance: reading('challengeBalance', 'CC-13').challengeBalance,
  answerBalance: reading('answerBalance', 'CC-13').answerBalance,
}

const oneSwap = { deposits: ['alice 1 X', 'bob 1 Y'], plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'])], lastEon: 4n }
const oneTransfer = { deposits: ['alice 1 X'], plan: [transferOf(2n, 'alice', 'bob', 'X', 1n)], lastEon: 4n }
const oneGain = { deposits: ['bob 1 X'], plan: [transferOf(2n, 'bob', 'alice', 'X', 1n)], lastEon: 4n }
const noPlan = { deposits: ['alice 1 X', 'bob 1 X'], plan: [], lastEon: 6n }

/** Other readings of the rules, from the papers' words and from known attacks; each is explored until it breaks. */
export const variants: ReadonlyArray<Variant> = [
  {
    id: 'swap-price-reversed',
    says: 'TEX Algorithm 5 with "approximately equal" read as "at most": what is credited may be less, down to nothing',
    breaks: 'CC-46',
    scope: corrupt(
      'swap-price-reversed',
      oneSwap,
      reading('answerSwap', 'CC-36', (ledger, { trader, swap, buy }) => {
        const challenge = openChallenge(ledger, { kind: 'swap', trader, matter: matterOf(swap) })
        const taken = challenge !== undefined && 'taken' in challenge.about ? challenge.about.taken : 0n
        return givenFor(ledger, swap, challenge?.eon ?? 0n, buy) * swap.sellAmount <= taken * swap.buyAmount
      }),
    ),
  },
  {
    id: 'two-open-swaps',
    says: 'TEX Algorithms 4 and 5 with two orders open in one account: each sees what the other left as its own',
    breaks: 'CC-46',
    scope: corrupt('two-open-swaps', {
      deposits: ['alice 2 X', 'bob 1 Y'],
      plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'], 1n), swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'], 2n)],
      lastEon: 4n,
      // The first checkpoint is right, the second takes what one order sells for nothing, and nobody withdraws: with
      // others it would not come to the orders.
      leavesOut: ({ ledger }, move) =>
        (move.tag === 'send' && move.event.tag === 'requestWithdrawal') ||
        (move.tag === 'commit' &&
          [...move.accounts].some(([at, { amount }]) =>
            currentEon(ledger) === 2n
              ? amount !== (at === 'X alice' ? 2n : at === 'Y bob' ? 1n : 0n)
              : (at === 'X alice' && amount !== 1n) || (at === 'Y alice' && amount !== 0n),
          )),
    }),
  },
  {
    id: 'withdrawals-of-this-eon-only',
    says: 'a request is held against what was requested in the same eon only, though the eon before is not debited yet',
    breaks: 'CC-47',
    scope: honest(
      'withdrawals-of-this-eon-only',
      noPlan,
      reading(
        'requestWithdrawal',
        'CC-14',
        (ledger, { trader, coin, amount, proof }) =>
          amount + requestedIn(ledger, trader, coin, currentEon(ledger)) <= allotmentOf(proof),
      ),
    ),
  },
  {
    id: 'root-not-validated',
    says: 'TEX V-C1 without the check of the root allotment in every proof',
    breaks: 'CC-49',
    scope: corrupt('root-not-validated', { ...oneSwap, plan: [] }, withoutCover),
  },
  {
    id: 'unsigned-update',
    says: "an answer need not show the trader's signature",
    breaks: 'CC-45',
    scope: corrupt('unsigned-update', oneTransfer, reading('answerBalance', 'CC-25')),
  },
  {
    id: 'outdated-update',
    says: 'an answer may show an older update than the trader did',
    breaks: 'CC-45',
    scope: corrupt('outdated-update', oneGain, reading('answerBalance', 'CC-27')),
  },
  {
    id: 'update-not-applied',
    says: 'an answer may show an update that is not the one that is applied',
    breaks: 'CC-45',
    scope: corrupt('update-not-applied', oneGain, reading('answerBalance', 'CC-28')),
  },
  {
    id: 'balance-not-compared',
    says: 'an answer need not allot what was agreed',
    breaks: 'CC-45',
    scope: corrupt('balance-not-compared', { ...oneTransfer, plan: [] }, reading('answerBalance', 'CC-29')),
  },
  {
    id: 'other-eons-proof',
    says: 'an answer may bring a proof that does not lead to the checkpoint in question',
    breaks: 'CC-49',
    scope: corrupt('other-eons-proof', { ...oneTransfer, plan: [] }, reading('answerBalance', 'CC-12')),
  },
  {
    id: 'answered-late',
    says: 'a challenge may be answered at any time before the halt',
    breaks: 'CC-50',
    scope: corrupt('answered-late', oneTransfer, reading('answerBalance', 'CC-23')),
  },
  {
    id: 'delivery-not-compared',
    says: 'a delivery challenge is closed by any update of the recipient',
    breaks: 'CC-50',
    scope: corrupt('delivery-not-compared', oneTransfer, reading('answerDelivery', 'CC-31')),
  },
  {
    id: 'paid-early',
    says: 'a withdrawal is paid from the start of the second eon on, before a halt by an open challenge shows',
    breaks: 'CC-48',
    scope: corrupt(
      'paid-early',
      noPlan,
      reading('confirmWithdrawal', 'CC-19', (ledger, { eon }) => currentEon(ledger) >= eon + 2n),
    ),
  },
  {
    id: 'recovered-twice',
    says: 'nobody remembers who recovered',
    breaks: 'CC-44',
    scope: corrupt('recovered-twice', { ...oneTransfer, plan: [] }, reading('recover', 'CC-39')),
  },
  {
    id: 'cancelled-after-the-checkpoint',
    says: 'a withdrawal may be cancelled after the checkpoint that counts on it',
    breaks: 'CC-47',
    scope: honest(
      'cancelled-after-the-checkpoint',
      { deposits: ['bob 1 X'], plan: [], lastEon: 5n },
      reading(
        'cancelWithdrawal',
        'CC-15',
        (ledger, { trader, coin, eon }) =>
          requestedIn(ledger, trader, coin, eon) > 0n &&
          (eon === currentEon(ledger) || eon === currentEon(ledger) - 1n),
      ),
    ),
  },
  {
    id: 'nothing-to-cancel-with',
    says: 'TEX without cancelling: a withdrawal stands, whatever its trader signed away since',
    breaks: 'CC-47',
    scope: honest(
      'nothing-to-cancel-with',
      { deposits: ['bob 1 X'], plan: [transferOf(2n, 'bob', 'alice', 'X', 1n)], lastEon: 5n },
      reading('cancelWithdrawal', 'CC-15', () => false),
    ),
  },
  {
    id: 'one-agreed-of-two',
    says: 'TEX Algorithm 10: an operator signs the updates of an order without a look at what else they hold (T80)',
    breaks: 'CC-47',
    scope: honest(
      'one-agreed-of-two',
      {
        deposits: ['bob 1 X', 'bob 1 Y'],
        plan: [transferOf(2n, 'bob', 'alice', 'X', 1n), swapOf(2n, 'bob', [1n, 'Y'], [1n, 'X'])],
        lastEon: 4n,
        leavesOut: (_, move) => move.tag === 'send' && move.event.tag !== 'challengeDelivery',
      },
      rules,
      ratifyEach,
    ),
  },
  ...passiveVariants,
]
