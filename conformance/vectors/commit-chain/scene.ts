import * as E from 'fp-ts/lib/Either.js'
import type { Sheets } from '../../../model/commit-chain/evidence.js'
import { verifier } from '../../../model/commit-chain/machine.js'
import { type Cast, castOf, namedParams } from '../../../model/commit-chain/scope.js'
import { type Day, emptySheet, nextSheet, recommit, type Sheet } from '../../../model/commit-chain/sheets.js'
import { showEvent } from '../../../model/commit-chain/show.js'
import { concreteSuite } from '../../../model/primitives/concrete.js'
import { type Allotted, emptyCommitment } from '../../../spec/commit-chain/allotment.js'
import { coinDatum, slotOf } from '../../../spec/commit-chain/data.js'
import { currentEon, key, type Ledger, startOf } from '../../../spec/commit-chain/ledger.js'
import { accountHash, checkpointRoot, intervalRoot } from '../../../spec/commit-chain/proofs.js'
import { type AllotmentProof, Event, Params, type Swap, type Transfer } from '../../../spec/commit-chain/types.js'
import type { Bytes, CoinId, TraderId } from '../../../spec/primitives/types.js'
import { drafting } from '../spoil.js'

// What the vectors of this chapter are made of: a run of the verifier so far, and the sheets of its operator.

/** A run so far: what was sent and accepted, and what the operator keeps of each eon. */
export interface Scene {
  readonly cast: Cast
  readonly ledger: Ledger
  readonly events: ReadonlyArray<Event>
  readonly sheets: ReadonlyMap<bigint, Sheet>
}

interface Account {
  readonly trader: TraderId
  readonly coin: CoinId
}

/** An account, such as `alice X`. */
export const account = (text: string): Account => {
  const [trader, coin] = text.split(' ') as [TraderId, CoinId]
  return { trader, coin }
}

interface Setting {
  readonly hash?: Params['hash']
  readonly signature?: Params['signature']
  readonly blocksPerEon?: bigint
  readonly traders?: ReadonlyArray<string>
  readonly coins?: ReadonlyArray<string>
}

/** A new instance: alice, bob and carol, coins X and Y, eons of twelve blocks. */
export const opened = ({
  hash = 'sha256',
  signature = 'ed25519',
  blocksPerEon = 12n,
  traders = ['alice', 'bob', 'carol'],
  coins = ['X', 'Y'],
}: Setting = {}): Scene => {
  const suite = concreteSuite(hash, signature)
  const params = namedParams(suite, { traders, coins }, { hash, signature, blocksPerEon })
  const cast = castOf(suite, params, {
    honest: { operator: true, traders: [] },
    deposits: [],
    plan: [],
    lastEon: 0n,
  })
  return {
    cast,
    ledger: verifier.init(params),
    events: [],
    sheets: new Map([
      [0n, emptySheet(cast, 0n)],
      [1n, emptySheet(cast, 1n)],
    ]),
  }
}

/**
 * The scene after an event that is accepted.
 *
 * @throws Error if it is refused: then the scene is wrong.
 */
export const happen = (scene: Scene, ...events: ReadonlyArray<Event>): Scene => ({
  ...scene,
  ledger: events.reduce((ledger, event) => {
    const outcome = scene.cast.verify(ledger, event)
    if (E.isLeft(outcome)) throw new Error(`${showEvent(event)}: refused by ${outcome.left.clause}`)
    return outcome.right.state
  }, scene.ledger),
  events: [...scene.events, ...events],
})

/** Time goes by, up to a block. */
export const at = (scene: Scene, block: bigint): Scene => happen(scene, { tag: 'advance', block })

/** Time goes by, up to the first block of an eon and some more. */
export const inEon = (scene: Scene, eon: bigint, position = 0n): Scene =>
  at(scene, startOf(scene.cast.params, eon) + position)

/** A deposit, such as `alice 10 X`. */
export const deposit = (text: string): Event => {
  const [trader, amount, coin] = text.split(' ') as [TraderId, string, CoinId]
  return { tag: 'deposit', trader, coin, amount: BigInt(amount) }
}

/** The accumulator that a checkpoint has to quote now. */
export const operations = ({ ledger }: Scene): Bytes => ledger.operations.get(key(currentEon(ledger) - 1n)) as Bytes

/** The checkpoint of a root, as the operator sends it. */
export const checkpoint = (scene: Scene, root: Uint8Array): Event => ({
  tag: 'checkpoint',
  by: 'operator',
  root: root as Bytes,
  operations: operations(scene),
})

/** The operator commits what was agreed in the eon before; or it changes some accounts, such as `{'X alice': {amount: 1n}}`. */
export const committed = (scene: Scene, day: Day, changed: Readonly<Record<string, Partial<Allotted>>> = {}): Scene => {
  const eon = currentEon(scene.ledger)
  const honest = nextSheet(scene.cast, scene.ledger, scene.sheets.get(eon - 1n) as Sheet, day)
  const sheet = recommit(scene.cast, honest, new Map(Object.entries(changed)))
  const after = happen(scene, checkpoint(scene, sheet.commitment.root))
  return { ...after, sheets: new Map([...scene.sheets, [eon, sheet]]) }
}

/**
 * The operator commits a root to which a proof leads that no honest tree has; its sheet says what it should, and its
 * proofs of the other coin lead to that root as well.
 */
export const committedTo = (
  scene: Scene,
  day: Day,
  { trader, coin }: Account,
  proof: AllotmentProof,
  changed: Readonly<Record<string, Partial<Allotted>>> = {},
): Scene => {
  const { cast, ledger, sheets } = scene
  const { params, suite } = cast
  const eon = currentEon(ledger)
  const honest = nextSheet(cast, ledger, sheets.get(eon - 1n) as Sheet, day)
  const sheet = recommit(cast, honest, new Map(Object.entries(changed)))
  const content = accountHash(suite.hash, params, coin, trader, proof)
  const crooked = intervalRoot(suite.hash, proof, content, BigInt(slotOf(params, trader)), proof.path)
  const commitment = {
    ...sheet.commitment,
    proof: (of: CoinId, slot: number): AllotmentProof => ({
      ...sheet.commitment.proof(of, slot),
      ...(of === coin ? {} : { coins: [suite.hash(coinDatum(coin, crooked)) as Bytes] }),
    }),
  }
  const after = happen(scene, checkpoint(scene, checkpointRoot(suite.hash, params, coin, trader, proof)))
  return { ...after, sheets: new Map([...sheets, [eon, { ...sheet, commitment }]]) }
}

/** The evidence about an eon. */
export const evidence = ({ cast, sheets }: Scene, eon = 3n): Sheets => ({
  cast,
  before: sheets.get(eon - 1n) as Sheet,
  after: sheets.get(eon) as Sheet,
})

// The story that most vectors tell: deposits in eon 1, trading in eon 2, challenges in eon 3.

const transfer = (text: string, nonce: bigint, passive = false): Transfer => {
  const [sender, recipient, amount, coin] = text.split(' ') as [TraderId, TraderId, string, CoinId]
  return { coin, sender, recipient, amount: BigInt(amount), passive, nonce }
}

/** Alice pays carol 3 X. */
export const paid = transfer('alice carol 3 X', 1n)
/** Alice and carol pay bob 2 X and 1 X, who signs nothing. */
export const paidPassively = [transfer('alice bob 2 X', 2n, true), transfer('carol bob 1 X', 3n, true)] as const
/** Alice sells 4 X for 8 Y or more. */
export const aliceSells: Swap = {
  trader: 'alice' as TraderId,
  sellCoin: 'X' as CoinId,
  buyCoin: 'Y' as CoinId,
  sellAmount: 4n,
  buyAmount: 8n,
  nonce: 4n,
}
/** Bob sells 8 Y for 4 X or more. */
export const bobSells: Swap = {
  trader: 'bob' as TraderId,
  sellCoin: 'Y' as CoinId,
  buyCoin: 'X' as CoinId,
  sellAmount: 8n,
  buyAmount: 4n,
  nonce: 5n,
}

/** What happens in eon 2: three transfers, and the two orders are filled by each other. */
export const trading: Day = {
  transfers: [paid, ...paidPassively],
  swaps: [
    { swap: aliceSells, taken: 4n, given: 8n },
    { swap: bobSells, taken: 8n, given: 4n },
  ],
}

const quiet: Day = { transfers: [], swaps: [] }

/** Eon 1: alice has 10 X, carol 5 X, bob 10 Y. */
export const funded = (setting?: Setting): Scene =>
  happen(opened(setting), deposit('alice 10 X'), deposit('carol 5 X'), deposit('bob 10 Y'))

/** The start of eon 2, before and after its checkpoint. */
export const uncommitted2 = (setting?: Setting): Scene => inEon(funded(setting), 2n)
export const committed2 = (setting?: Setting): Scene => committed(uncommitted2(setting), quiet)

/** The start of eon 3, before its checkpoint. */
export const uncommitted3 = (second: Scene = committed2()): Scene => inEon(second, 3n)

/** Eon 3 after its first epoch: the checkpoint is what was agreed, or some accounts are others. */
export const challengeable = (changed?: Readonly<Record<string, Partial<Allotted>>>, second?: Scene): Scene =>
  inEon(committed(uncommitted3(second), trading, changed), 3n, 3n)

/** A hash that nothing has. */
export const strange = (scene: Scene): Bytes =>
  emptyCommitment(scene.cast.suite.hash, { ...scene.cast.params, contract: 'other' as Params['contract'] }).root

/** The draft of a run. */
export const draft = drafting({ Params, Event }, ({ cast }: Pick<Scene, 'cast' | 'events'>) => cast.params)
