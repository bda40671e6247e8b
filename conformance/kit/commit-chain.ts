import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Books, draw, openedBooks, params } from '../../model/commit-chain/arbitrary.js'
import { rules, verifier } from '../../model/commit-chain/machine.js'
import type { Sheet } from '../../model/commit-chain/sheets.js'
import { step } from '../../model/core/machine.js'
import { mutations } from '../../model/core/mutate.js'
import { concreteSuite } from '../../model/primitives/concrete.js'
import { commit, membership, nothingPassive, transactionSet } from '../../spec/commit-chain/allotment.js'
import { judge as judgeMoment } from '../../spec/commit-chain/clauses.js'
import { swapDatum, transferDatum } from '../../spec/commit-chain/data.js'
import { reader } from '../../spec/commit-chain/history.js'
import { currentEon } from '../../spec/commit-chain/ledger.js'
import { checkpointRoot } from '../../spec/commit-chain/proofs.js'
import {
  AllotmentProof,
  Answer,
  Event,
  History,
  Membership,
  Observation,
  Outputs,
  Params,
  Passive,
  Swap,
  Transfer,
  Update,
} from '../../spec/commit-chain/types.js'
import type { Finding } from '../../spec/core/clause.js'
import { exactly } from '../../spec/core/codec.js'
import { type ClauseId, clauseIds } from '../../spec/core/ids.js'
import { hashSuites, signatureSuites } from '../../spec/primitives/suite.js'
import { Bytes, CoinId, Integer, TraderId } from '../../spec/primitives/types.js'
import { decodeOrThrow } from './decode.js'
import { expected, verdict } from './expected.js'
import type { DerivedMutant, Json, Kit, Option, Session } from './kit.js'

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
  ...hashSuites.map((value) => ({ id: `hash=${value}`, says: `hashes are of ${value}`, group: 'hash' })),
  ...signatureSuites.map((value) => ({
    id: `signature=${value}`,
    says: `signatures are of ${value}`,
    group: 'signature',
  })),
  { id: 'cancelling', says: 'overdrawn withdrawals can be cancelled' },
  { id: 'delivery', says: 'the delivery of transfers can be challenged' },
  { id: 'passive-delivery', says: 'the delivery of passive transfers can be challenged' },
  { id: 'swaps', says: 'swaps can be challenged' },
  { id: 'punishing', says: 'a swap below its limit can be punished at once' },
  {
    id: 'reason-precedence',
    says: 'of several conditions that fail, the first in the order of the chapter is the reason',
  },
  ...observations.map((name) => ({ id: `observe=${name}`, says: `${name} can be observed`, group: 'observe' })),
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

const functions = (forgets?: ClauseId): Kit['functions'] => ({
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
  judge: (args) =>
    verdict(
      judge(decodeOrThrow(History, (args as { readonly history: Json }).history)).filter(
        ({ clause }) => clause !== forgets,
      ),
    ),
})

/** What the clauses say of the last entry. */
const judge = ({ params: opened, entries }: History): ReadonlyArray<Finding> => {
  const read = reader(opened, suiteOf(opened))
  const moments = entries.map(read)
  const last = moments.at(-1)
  return last === undefined ? [] : judgeMoment(last)
}

// Sessions

const session = (opened: Params, table: typeof rules = rules): Session => {
  const next = step(table)
  let state = verifier.init(opened)
  let books: Books | undefined
  const drawn = new Map<string, Sheet>()
  const observe = (what: ReadonlyArray<string>): Readonly<Record<string, Json>> =>
    Observation.encode(
      Object.fromEntries(
        observations.filter((name) => what.includes(name)).map((name) => [name, verifier.observe[name](state)]),
      ),
    ) as unknown as Record<string, Json>
  return {
    step: (jsonEvent, what) => {
      const event = decodeOrThrow(Event, jsonEvent)
      const outcome = next(state, event)
      if (E.isRight(outcome)) {
        const sheet = event.tag === 'checkpoint' ? drawn.get(Bytes.encode(event.root)) : undefined
        if (sheet !== undefined && books !== undefined)
          books = { ...books, sheets: new Map([...books.sheets, [currentEon(state), sheet]]) }
        state = outcome.right.state
      }
      return { event: jsonEvent, answer: expected(outcome, Outputs), observed: observe(what) }
    },
    observe,
    draw: (choice) => {
      books ??= openedBooks(opened)
      const { event, sheet } = draw(books, state, choice)
      if (sheet !== undefined) drawn.set(Bytes.encode(sheet.commitment.root), sheet)
      return json(Event, event)
    },
  }
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

const wrongRules = mutations(rules)
  .filter(({ id }) => !EQUIVALENT.test(id))
  .map(
    ({ id, clause, says, rules: table }): DerivedMutant => ({
      id,
      clause,
      says,
      open: (opened) => session(decodeOrThrow(Params, opened), table),
      functions: functions(),
    }),
  )

/**
 * Clauses that no history breaks alone: what is paid beyond what is held is also paid wrongly (CC-44 with CC-40), a proof
 * of the wrong shape leads nowhere (CC-10 with CC-12), what is no amount is too little or too much as well (PR-1), and the
 * theorems are about whole exchanges, not about a log.
 */
const NEVER_ALONE = new Set<ClauseId>(['CC-10', 'CC-44', 'CC-45', 'CC-46', 'CC-47', 'CC-48', 'CC-49', 'CC-50', 'CC-51'])

const forgetfulJudges = clauseIds['commit-chain']
  .filter((clause) => !NEVER_ALONE.has(clause))
  .map(
    (clause): DerivedMutant => ({
      id: `judge:${clause}`,
      clause,
      says: `the judge forgets ${clause}`,
      functions: functions(clause),
    }),
  )

/** The commit-chain's verifier, as the kit sees it. */
export const commitChainKit: Kit = {
  chapter: 'commit-chain',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  options,
  observations,
  needs: (jsonParams, events) => {
    const { hash, signature } = decodeOrThrow(Params, jsonParams)
    const needed = new Set([
      `hash=${hash}`,
      `signature=${signature}`,
      ...events.map((event) => optionOf[(event as { readonly tag: Event['tag'] }).tag]),
    ])
    return options.map(({ id }) => id).filter((id) => needed.has(id))
  },
  normalise: (outputs) => json(Outputs, normalised(decodeOrThrow(Outputs, outputs))),
  open: (jsonParams) => session(decodeOrThrow(Params, jsonParams)),
  derived: [...wrongRules, ...forgetfulJudges],
  judge: (history) => judge(decodeOrThrow(History, history)),
  params: params.map((value) => json(Params, value)),
  functions: functions(),
}

/** In what order payments are listed means nothing. */
const normalised = ({ paid, ...rest }: Outputs): Outputs => ({
  ...rest,
  paid: [...paid].sort((a, b) => (`${a.trader} ${a.coin}` < `${b.trader} ${b.coin}` ? -1 : 1)),
})
