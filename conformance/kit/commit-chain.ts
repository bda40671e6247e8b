import * as t from 'io-ts'
import { drawing, params } from '../../model/commit-chain/arbitrary.js'
import { verifier } from '../../model/commit-chain/machine.js'
import { concreteSuite } from '../../model/primitives/concrete.js'
import { commit, membership, nothingPassive, transactionSet } from '../../spec/commit-chain/allotment.js'
import { judge } from '../../spec/commit-chain/clauses.js'
import { swapDatum, transferDatum } from '../../spec/commit-chain/data.js'
import { reader } from '../../spec/commit-chain/history.js'
import { checkpointRoot } from '../../spec/commit-chain/proofs.js'
import * as types from '../../spec/commit-chain/types.js'
import {
  AllotmentProof,
  type Event,
  Membership,
  type Outputs,
  Params,
  Passive,
  Swap,
  Transfer,
  Update,
} from '../../spec/commit-chain/types.js'
import { exactly } from '../../spec/core/codec.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { Bytes, CoinId, Integer, TraderId } from '../../spec/primitives/types.js'
import { decodeOrThrow } from './decode.js'
import type { Json, Kit, Option } from './kit.js'
import { machineKit, observed, reasonPrecedence, suites, suitesOf } from './machine.js'

const observations = ['block', 'eon', 'held', 'challenges', 'withdrawals', 'operations', 'halt'] as const

/** The option that an event needs; the other events belong to every claim. */
const optionOf: Partial<Readonly<Record<Event['tag'], string>>> = {
  cancelWithdrawal: 'cancelling',
  challengeDelivery: 'delivery',
  answerDelivery: 'delivery',
  challengePassiveDelivery: 'passive-delivery',
  answerPassiveDelivery: 'passive-delivery',
  challengeSwap: 'swaps',
  answerSwap: 'swaps',
  punishSwap: 'punishing',
}

const options: ReadonlyArray<Option> = [
  ...suites,
  { id: 'cancelling', says: 'overdrawn withdrawals can be cancelled' },
  { id: 'delivery', says: 'the delivery of transfers can be challenged' },
  { id: 'passive-delivery', says: 'the delivery of passive transfers can be challenged' },
  { id: 'swaps', says: 'swaps can be challenged' },
  { id: 'punishing', says: 'a swap below its limit can be punished at once' },
  reasonPrecedence,
  ...observed(observations),
  { id: 'evaluate=checkpointRoot', says: 'the root that a proof leads to can be computed' },
  { id: 'evaluate=commit', says: 'checkpoints and their proofs can be made' },
  { id: 'evaluate=transactionSet', says: 'sets of transactions can be made' },
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

// Functions

const RootArguments = exactly('RootArguments', {
  params: Params,
  trader: TraderId,
  coin: CoinId,
  proof: AllotmentProof,
})
const CommitArguments = exactly('CommitArguments', {
  params: Params,
  accounts: t.readonlyArray(
    exactly('Account', { trader: TraderId, coin: CoinId, amount: Integer }, { passive: Passive, update: Update }),
  ),
})
const SetArguments = exactly('SetArguments', {
  params: Params,
  transactions: t.readonlyArray(t.union([Transfer, Swap], 'Transaction')),
})

const hex = (bytes: Uint8Array): Json => Bytes.encode(bytes as Bytes)
const json = <A>(codec: t.Type<A, unknown, unknown>, value: A): Json => codec.encode(value) as Json
const suiteOf = ({ hash, signature }: Params) => concreteSuite(hash, signature)

/** The functions of the chapter but `judge`. */
const functions: Kit['functions'] = {
  checkpointRoot: (args) => {
    const { params: opened, trader, coin, proof } = decodeOrThrow(RootArguments, args)
    return hex(checkpointRoot(suiteOf(opened).hash, opened, coin, trader, proof))
  },
  commit: (args) => {
    const { params: opened, accounts } = decodeOrThrow(CommitArguments, args)
    const of = (coin: CoinId, trader: TraderId) => accounts.find((one) => one.coin === coin && one.trader === trader)
    const { root, proof } = commit(suiteOf(opened).hash, opened, (coin, slot) => {
      const known = of(coin, (opened.traders[slot] as Params['traders'][number]).trader)
      return { amount: known?.amount ?? 0n, passive: known?.passive ?? nothingPassive, update: known?.update }
    })
    const proofs = accounts.map(({ trader, coin }): Json => {
      const slot = opened.traders.findIndex((member) => member.trader === trader)
      return { trader, coin, proof: json(AllotmentProof, proof(coin, slot)) }
    })
    return { root: hex(root), proofs }
  },
  transactionSet: (args) => {
    const { params: opened, transactions } = decodeOrThrow(SetArguments, args)
    const data = transactions.map((one) => ('sender' in one ? transferDatum(opened, one) : swapDatum(opened, one)))
    const set = transactionSet(suiteOf(opened).hash, data)
    return { root: hex(set.root), memberships: data.map((_, i) => json(Membership, membership(set, i))) }
  },
}

// Mistakes

/**
 * Two conditions of which never both fail, so that their order means nothing: before the first epoch is over nothing was
 * challenged in the eon (CC-20, CC-21); where no challenge is open none is late (CC-22, CC-23); an amount of zero wraps
 * around nothing (CC-3, CC-5); a checkpoint that is there was not kept away by a challenge (CC-7, CC-8); whom nobody
 * knows has not recovered (CC-2, CC-39). And what would have stopped a challenge of a passive delivery is not found in
 * its answer (CC-13).
 */
const EQUIVALENT = /CC-20\+CC-21|CC-22\+CC-23|CC-3\+CC-5|CC-7\+CC-8|CC-2\+CC-39|answerPassiveDelivery.*CC-13/

/**
 * Clauses that no history breaks alone: what is paid beyond what is held is also paid wrongly (CC-44 with CC-40), a proof
 * of the wrong shape leads nowhere (CC-10 with CC-12), what is no amount is too little or too much as well (PR-1), and the
 * theorems are about whole exchanges, not about a log.
 */
const NEVER_ALONE = new Set<ClauseId>(['CC-10', 'CC-44', 'CC-45', 'CC-46', 'CC-47', 'CC-48', 'CC-49', 'CC-50', 'CC-51'])

/** In what order payments are listed means nothing. */
const normalised = ({ paid, ...rest }: Outputs): Outputs => ({
  ...rest,
  paid: [...paid].sort((a, b) => (`${a.trader} ${a.coin}` < `${b.trader} ${b.coin}` ? -1 : 1)),
})

/** The commit-chain's verifier, as the kit sees it. */
export const commitChainKit: Kit = machineKit({
  machine: verifier,
  types,
  options,
  observations,
  needs: (opened, events) => [...suitesOf(opened), ...events.map(({ tag }) => optionOf[tag])],
  normalised,
  drawing,
  params,
  reader: (opened) => reader(opened, suiteOf(opened)),
  judge,
  functions,
  judged: clauseIds['commit-chain'].filter((clause) => !NEVER_ALONE.has(clause)),
  equivalent: EQUIVALENT,
})
