import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Witness, WitnessLog } from '../core/erratum.js'
import type { ClauseId } from '../core/ids.js'
import { encode } from '../primitives/encoding.js'
import type { Checking } from '../primitives/suite.js'
import type { Bytes, CoinId, TraderId } from '../primitives/types.js'
import { failing } from './admission.js'
import { type Allotted, type Commitment, commit, nothingPassive } from './allotment.js'
import { judge } from './clauses.js'
import { statementDatum } from './data.js'
import { effectOf, opened } from './effects.js'
import { reader } from './history.js'
import { currentEon, key, type Ledger } from './ledger.js'
import { type AllotmentProof, type Answer, type Entry, type Event, History, type Params } from './types.js'

// Short words for small runs, for the errata.

// Cryptography for the runs below is real, so that anybody's verifier can take them; the keys are those of RFC 8032, 7.1.
export const checking: Checking = {
  hash: (datum) => sha256(encode(datum)),
  verify: (publicKey, datum, signature) => ed25519.verify(signature, sha256(encode(datum)), publicKey),
}
const bytes = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16)) as Bytes
const OPERATOR = bytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
const OF_ALICE = {
  secret: bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
  key: bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
}
const OF_BOB = bytes('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025')

export const alice = 'alice' as TraderId
export const bob = 'bob' as TraderId
export const X = 'X' as CoinId
export const params: Params = {
  contract: 'errata' as Params['contract'],
  blocksPerEon: 4n,
  hash: 'sha256',
  signature: 'ed25519',
  operator: OPERATOR,
  coins: [X],
  traders: [
    { trader: alice, key: OF_ALICE.key },
    { trader: bob, key: OF_BOB },
  ],
}

/** The verifier after some events, each of which it accepts; `fails` are the conditions of the last one. */
export const run = (
  events: ReadonlyArray<(ledger: Ledger) => Event>,
): { readonly ledger: Ledger; readonly fails: ReadonlyArray<ClauseId> } =>
  events.reduce<{ ledger: Ledger; fails: ReadonlyArray<ClauseId> }>(
    ({ ledger }, make) => {
      const event = make(ledger)
      const fails = failing(ledger, event).map(({ clause }) => clause)
      return { ledger: fails.length === 0 ? effectOf(ledger, event).ledger : ledger, fails }
    },
    { ledger: opened(params, checking), fails: [] },
  )

export const account = (amount: bigint): Allotted => ({ amount, passive: nothingPassive, update: undefined })
export const allotting = (ofAlice: bigint, ofBob: bigint): Commitment =>
  commit(checking.hash, params, (_, slot) => account(slot === 0 ? ofAlice : ofBob))

export const deposit = (amount: bigint) => (): Event => ({ tag: 'deposit', trader: alice, coin: X, amount })
export const advance = (block: bigint) => (): Event => ({ tag: 'advance', block })
export const checkpoint =
  ({ root }: Commitment) =>
  (ledger: Ledger): Event => ({
    tag: 'checkpoint',
    by: 'operator',
    root,
    operations: ledger.operations.get(key(currentEon(ledger) - 1n)) as Bytes,
  })
export const proofOf = (commitment: Commitment, slot = 0): AllotmentProof => commitment.proof(X, slot)
export const request = (amount: bigint, proof: AllotmentProof) => (): Event => ({
  tag: 'requestWithdrawal',
  trader: alice,
  coin: X,
  amount,
  proof,
})
export const cancel = (eon: bigint, available: bigint) => (): Event => {
  const datum = statementDatum(params, X, alice, { eon, available })
  return {
    tag: 'cancelWithdrawal',
    trader: alice,
    coin: X,
    eon,
    statement: { eon, available, byTrader: ed25519.sign(checking.hash(datum), OF_ALICE.secret) as Bytes },
  }
}

/** What a verifier answers to each event of a run: what it should; `isTaken`: it accepts the last one all the same. */
const entriesOf = (events: ReadonlyArray<(ledger: Ledger) => Event>, isTaken: boolean): ReadonlyArray<Entry> =>
  events.map((make, i) => {
    const { ledger } = run(events.slice(0, i))
    const event = make(ledger)
    const [reason] = failing(ledger, event)
    const isLast = i === events.length - 1
    const answer: Answer =
      reason === undefined
        ? { accepted: effectOf(ledger, event).outputs }
        : isLast && isTaken
          ? { accepted: { paid: [] } }
          : { rejected: { reason: reason.clause } }
    return { event, answer }
  })

const logOf = (says: string, entries: ReadonlyArray<Entry>): Required<WitnessLog> => {
  const history = History.encode({ params, entries })
  return {
    says,
    chapter: 'commit-chain',
    params: history.params,
    events: history.entries.map(({ event }) => event),
    answers: history.entries.map(({ answer }) => answer),
  }
}

/** A run for whoever wants to step through it, as the model answers it. */
export const witnessRun = (says: string, events: ReadonlyArray<(ledger: Ledger) => Event>): WitnessLog => {
  const { answers: _, ...log } = logOf(says, entriesOf(events, false))
  return log
}

/** A run whose last event is accepted, as the paper has it, and what the clauses say of that. */
export const takenAsWritten = (
  events: ReadonlyArray<(ledger: Ledger) => Event>,
): Pick<Witness, 'findings' | 'runs'> => {
  const entries = entriesOf(events, true)
  const read = reader(params, checking)
  return {
    findings: entries.flatMap((entry) => judge(read(entry))),
    runs: [logOf('as the paper has it', entries)],
  }
}
