import { conditionsOf } from '../commit-chain/admission.js'
import {
  type Commitment,
  commit,
  membership,
  nothingAllotted,
  nothingPassive,
  transactionSet,
} from '../commit-chain/allotment.js'
import { slotOf, swapDatum, transferDatum, updateDatum } from '../commit-chain/data.js'
import { effectOf, opened } from '../commit-chain/effects.js'
import { currentEon, key, type Ledger, startOf } from '../commit-chain/ledger.js'
import type { Event, Params, Swap, Transfer, Update } from '../commit-chain/types.js'
import { type Datum, encode } from '../primitives/encoding.js'
import { sameBytes } from '../primitives/suite.js'
import type { CoinId, TraderId } from '../primitives/types.js'
import type { Dealing, Drafted, Evidence } from './dealing.js'
import { type Passage, passageOf } from './passage.js'

// Short words for small runs of the whole exchange, for the errata and the tests: alice, bob and an account of the hub's
// own, two coins, and terms for hashes and signatures.

type Bytes = Params['operator']

export const ALICE = 'alice' as TraderId
export const BOB = 'bob' as TraderId
export const HUB = 'hub' as TraderId
export const X = 'X' as CoinId
export const Y = 'Y' as CoinId

const terms = new Map<string, Uint8Array>()

/** A term in the stead of a hash: the number under which the datum was first seen. Equal terms are equal data. */
const hash = (datum: Datum): Uint8Array => {
  const text = encode(datum).join()
  const known = terms.get(text) ?? Uint8Array.of(terms.size >> 8, terms.size & 255)
  terms.set(text, known)
  return known
}

const sign = (by: Uint8Array, datum: Datum): Bytes => hash({ tag: 'signature', fields: [by, hash(datum)] }) as Bytes

const keyOf = (name: string): Bytes => new TextEncoder().encode(name) as Bytes

const PARAMS: Params = {
  contract: 'exchange-1' as Params['contract'],
  blocksPerEon: 4n,
  hash: 'sha256',
  signature: 'ed25519',
  operator: keyOf('operator'),
  coins: [X, Y],
  traders: [ALICE, BOB, HUB].map((trader) => ({ trader, key: keyOf(trader) })),
}

/** A run so far: what the verifier knows, what was signed, and the trees that the operator made. */
export interface Run {
  readonly ledger: Ledger
  readonly signed: ReadonlyArray<Drafted>
  readonly trees: ReadonlyMap<bigint, Commitment>
}

/** Something that happens in a run. */
export type Deed = (run: Run) => Run

/** What there is to judge the operator by. */
export const evidenceOf = ({ ledger, signed, trees }: Run): Evidence => ({
  ledger,
  signed,
  proof: (eon, coin, trader) => trees.get(eon)?.proof(coin, slotOf(PARAMS, trader)),
})

/** The trader's signature on a datum. */
export const signatureOf = (trader: TraderId, datumOf: (params: Params) => Datum): Bytes =>
  sign(keyOf(trader), datumOf(PARAMS))

/** Sends an event to the verifier; what it refuses changes nothing. */
export const sends =
  (event: Event): Deed =>
  (run) =>
    isAccepted(run, event) ? { ...run, ledger: effectOf(run.ledger, event).ledger } : run

/** Whether the verifier would accept an event now. */
export const isAccepted = ({ ledger }: Run, event: Event): boolean =>
  conditionsOf(event).every(({ holds }) => holds(ledger, event))

/** So many blocks into an eon. */
export const comes =
  (eon: bigint, position = 0n): Deed =>
  (run) =>
    sends({ tag: 'advance', block: startOf(PARAMS, eon) + position })(run)

/** A transfer of 1 X from alice to bob, and an order of alice to give 1 X for 1 Y. */
export const TRANSFER: Transfer = { coin: X, sender: ALICE, recipient: BOB, amount: 1n, passive: false, nonce: 1n }
export const ORDER: Swap = { trader: ALICE, sellCoin: X, buyCoin: Y, sellAmount: 1n, buyAmount: 1n, nonce: 1n }

const spentBy = (t: Transfer | Swap, trader: TraderId, coin: CoinId): bigint => {
  if ('sender' in t) return t.sender === trader ? t.amount : 0n
  return t.sellCoin === coin ? t.sellAmount : 0n
}

const gainedBy = (t: Transfer | Swap, trader: TraderId): bigint =>
  'sender' in t && t.recipient === trader ? t.amount : 0n

/** A trader signs its update of this eon with these transactions. */
export const signs =
  (trader: TraderId, coin: CoinId, ...transactions: ReadonlyArray<Transfer | Swap>): Deed =>
  ({ ledger, signed, trees }) => {
    const data = transactions.map((t) => ('sender' in t ? transferDatum(PARAMS, t) : swapDatum(PARAMS, t)))
    const set = transactionSet(hash, data)
    const update: Update = {
      trader,
      coin,
      eon: currentEon(ledger),
      transactions: set.root,
      spent: transactions.reduce((sum, t) => sum + spentBy(t, trader, coin), 0n),
      gained: transactions.reduce((sum, t) => sum + gainedBy(t, trader), 0n),
    }
    const made: Drafted = {
      update,
      transactions: transactions.map((transaction, i) => ({ transaction, membership: membership(set, i) })),
      isRatified: false,
      byTrader: sign(keyOf(trader), updateDatum(PARAMS, update)),
      byOperator: sign(PARAMS.operator, updateDatum(PARAMS, update)),
    }
    return { ledger, signed: [...signed, made], trees }
  }

/** The operator's signature on what a trader signed in a coin reaches it. */
export const ratifies =
  (trader: TraderId, coin: CoinId): Deed =>
  (run) => ({
    ...run,
    signed: run.signed.map((draft) =>
      draft.update.trader === trader && draft.update.coin === coin ? { ...draft, isRatified: true } : draft,
    ),
  })

/**
 * An account in a checkpoint: whose, how much, and whether what its trader signed first in that eon is applied, or an
 * update that nobody signed.
 */
export type Row = readonly [TraderId, CoinId, bigint, ('applied' | 'forged')?]

/** The operator commits these accounts, and nothing of the others. */
export const commits =
  (...rows: ReadonlyArray<Row>): Deed =>
  (run) => {
    const eon = currentEon(run.ledger)
    const commitment = commit(hash, PARAMS, (coin, slot) => {
      const row = rows.find(([trader, of]) => of === coin && slotOf(PARAMS, trader) === slot)
      const [trader, , amount = 0n, applied] = row ?? []
      const draft = run.signed.find(
        ({ update }) => update.trader === trader && update.coin === coin && update.eon === eon - 1n,
      )
      const forged: Update | undefined = trader && {
        ...{ trader, coin, eon: eon - 1n },
        ...{ transactions: transactionSet(hash, []).root, spent: 1n, gained: 0n },
      }
      const update = applied === undefined ? undefined : applied === 'forged' ? forged : draft?.update
      return { amount, passive: nothingPassive, update }
    })
    const sent = checkpoints(commitment.root as Bytes)(run)
    return sent === run ? run : { ...sent, trees: new Map([...run.trees, [eon, commitment]]) }
  }

const checkpoints =
  (root: Bytes): Deed =>
  (run) => {
    const operations = run.ledger.operations.get(key(currentEon(run.ledger) - 1n)) as Bytes
    return sends({ tag: 'checkpoint', by: 'operator', root, operations })(run)
  }

/** The operator commits a root to which it has no tree. */
export const commitsBlindly: Deed = checkpoints(keyOf('a root of nothing'))

const emptyTree = commit(hash, PARAMS, () => nothingAllotted)

const checking = {
  hash,
  verify: (by: Uint8Array, datum: Datum, signature: Uint8Array) => sameBytes(signature, sign(by, datum)),
}

/** Alice and bob have deposited 1 X and 1 Y, the hub 1 of each; eon 2 has a checkpoint that says so. */
export const START: Run = [
  sends({ tag: 'deposit', trader: ALICE, coin: X, amount: 1n }),
  sends({ tag: 'deposit', trader: BOB, coin: Y, amount: 1n }),
  sends({ tag: 'deposit', trader: HUB, coin: X, amount: 1n }),
  sends({ tag: 'deposit', trader: HUB, coin: Y, amount: 1n }),
  comes(2n),
  commits([ALICE, X, 1n], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n]),
].reduce<Run>((run, deed) => deed(run), {
  ledger: opened(PARAMS, checking),
  signed: [],
  trees: new Map([
    [0n, emptyTree],
    [1n, emptyTree],
  ]),
})

/** Every moment of a run of these deeds, from the start on. */
export const momentsOf = (...deeds: ReadonlyArray<Deed>): ReadonlyArray<Run> => {
  const moments: Run[] = [START]
  for (const deed of deeds) moments.push(deed(moments.at(-1) as Run))
  return moments
}

/** The last moment of a run of these deeds. */
export const endOf = (...deeds: ReadonlyArray<Deed>): Run => momentsOf(...deeds).at(-1) as Run

/** Every dealing of eon 2 in these runs. */
export const DEALINGS: ReadonlyArray<Dealing> = [
  { kind: 'transfer', eon: 2n, transfer: TRANSFER },
  { kind: 'swap', eon: 2n, swap: ORDER },
  ...[ALICE, BOB, HUB].flatMap((trader) => [X, Y].map((coin): Dealing => ({ kind: 'account', eon: 2n, trader, coin }))),
]

/** Alice is honest, and nobody else. */
export const HONEST = { operator: false, traders: [ALICE] }

/** What the clauses judge of a run, step by step. */
export const passagesOf = (dealings: ReadonlyArray<Dealing>, ...deeds: ReadonlyArray<Deed>): ReadonlyArray<Passage> => {
  const moments = momentsOf(...deeds).map(evidenceOf)
  return moments.slice(1).map((after, i) => passageOf(moments[i] as Evidence, after, dealings, HONEST))
}
