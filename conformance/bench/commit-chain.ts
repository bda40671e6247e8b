import * as E from 'fp-ts/lib/Either.js'
import { answerBalance, answerSwap, challengeBalance, challengeSwap } from '../../model/commit-chain/evidence.js'
import { rules, verifier } from '../../model/commit-chain/machine.js'
import { castOf, namedParams } from '../../model/commit-chain/scope.js'
import { commitChainScopes } from '../../model/commit-chain/scopes.js'
import { emptySheet, nextSheet, quietDay, type Sheet } from '../../model/commit-chain/sheets.js'
import { explore } from '../../model/core/explore.js'
import { step } from '../../model/core/machine.js'
import {
  concreteSuite,
  hashes as hashFunctions,
  portableSignatures,
  signatures,
} from '../../model/primitives/concrete.js'
import { intervalTree } from '../../spec/commit-chain/allotment.js'
import { currentEon, key, type Ledger } from '../../spec/commit-chain/ledger.js'
import type { Event, Swap } from '../../spec/commit-chain/types.js'
import { encode } from '../../spec/primitives/encoding.js'
import type { Bytes, CoinId, TraderId } from '../../spec/primitives/types.js'
import { inTurn, median, type Row, rounded } from './measure.js'

const hashes256 = hashFunctions.sha256

const ROUNDS = 5

/** How many times as long something takes as what it is measured against, in the middle of the rounds. */
const ratio = (times: ReadonlyArray<number>, against: ReadonlyArray<number>): number =>
  median(times.map((ms, round) => ms / (against[round] as number)))

/** How fast an allotment tree is built, in parts of what hashing the same bytes alone takes. */
export const benchTree = (accounts: number): { readonly seconds: number; readonly ofHashing: number } => {
  const { hash } = concreteSuite()
  const content = hash({ tag: 'account', fields: [1n] })
  const shares = Array.from({ length: accounts }, (_, i) => ({ content, amount: BigInt(i % 1000) }))
  const sample: Uint8Array[] = []
  const SAMPLED = 1000
  intervalTree(
    (datum) => {
      sample.push(encode(datum))
      return content
    },
    shares.slice(0, SAMPLED),
  )
  const hashes = Math.round((sample.length / SAMPLED) * accounts)
  const times = inTurn(ROUNDS, {
    tree: () => void intervalTree(hash, shares),
    hashes: () => {
      for (let i = 0; i < hashes; i++) hashes256(sample[i % sample.length] as Uint8Array)
    },
  })
  return { seconds: median(times.tree) / 1000, ofHashing: ratio(times.hashes, times.tree) }
}

/** Two swaps an eon that are settled and challenged end to end, so many in each round, with real signatures of a scheme, in parts of what those alone take. */
export const benchSwaps = (
  swaps: number,
  scheme: keyof typeof signatures = 'ed25519',
): { readonly perSecond: number; readonly ofSignatures: number; readonly signatures: number } => {
  const suite = concreteSuite('sha256', scheme)
  const params = namedParams(suite, { traders: ['alice', 'bob'], coins: ['X', 'Y'] }, { signature: scheme })
  const cast = castOf(suite, params, { honest: { operator: true, traders: [] }, deposits: [], plan: [], lastEon: 0n })
  const next = step(rules)
  const [alice, bob, X, Y] = ['alice' as TraderId, 'bob' as TraderId, 'X' as CoinId, 'Y' as CoinId]
  let ledger: Ledger = verifier.init(params)
  const send = (event: Event): void => {
    const outcome = next(ledger, event)
    if (E.isLeft(outcome)) throw new Error(`${event.tag}: ${outcome.left.clause}`)
    ledger = outcome.right.state
  }
  send({ tag: 'deposit', trader: alice, coin: X, amount: 1_000_000n })
  send({ tag: 'deposit', trader: bob, coin: Y, amount: 1_000_000n })
  let sheet: Sheet = emptySheet(cast, 1n)
  let before: Sheet = sheet
  const commitNext = (day: Parameters<typeof nextSheet>[3]): void => {
    before = sheet
    sheet = nextSheet(cast, ledger, before, day)
    const operations = ledger.operations.get(key(currentEon(ledger) - 1n)) as Bytes
    send({ tag: 'checkpoint', by: 'operator', root: sheet.commitment.root, operations })
  }
  send({ tag: 'advance', block: 4n })
  commitNext(quietDay)
  // Signed: two updates of each trader, by both sides. Verified: two for each of the balance challenges and answers.
  const SIGNED = 8
  const VERIFIED = 12
  const settle = (i: number): void => {
    const nonce = BigInt(i)
    const swap: Swap = { trader: alice, sellCoin: X, buyCoin: Y, sellAmount: 1n, buyAmount: 1n, nonce }
    const other: Swap = { trader: bob, sellCoin: Y, buyCoin: X, sellAmount: 1n, buyAmount: 1n, nonce }
    const block = BigInt(4 * (i + 2))
    send({ tag: 'advance', block })
    commitNext({ transfers: [], swaps: [swap, other].map((one) => ({ swap: one, taken: 1n, given: 1n })) })
    send({ tag: 'advance', block: block + 1n })
    const sheets = { cast, before, after: sheet }
    for (const trader of [alice, bob])
      for (const coin of [X, Y]) {
        send(challengeBalance(sheets, { trader, coin }))
        send(answerBalance(sheets, { trader, coin }))
      }
    for (const one of [swap, other]) {
      send(challengeSwap(sheets, one))
      send(answerSwap(sheets, one))
    }
  }
  const { secret, publicKey } = suite.keyPair(new Uint8Array(32).fill(7))
  const message = suite.hash({ tag: 'x', fields: [] })
  const signature = signatures[scheme].sign(message, secret)
  let settled = 0
  const times = inTurn(ROUNDS, {
    all: () => {
      for (let i = 0; i < swaps; i += 2) settle(settled++)
    },
    signatures: () => {
      for (let i = 0; i < swaps; i += 2) {
        for (let n = 0; n < SIGNED; n++) signatures[scheme].sign(message, secret)
        for (let n = 0; n < VERIFIED; n++) signatures[scheme].verify(signature, message, publicKey)
      }
    },
  })
  return {
    perSecond: swaps / (median(times.all) / 1000),
    ofSignatures: ratio(times.signatures, times.all),
    signatures: SIGNED + VERIFIED,
  }
}

/** How much faster the platform's library verifies than the portable one. */
export const benchVerify = (times: number): number => {
  const suite = concreteSuite()
  const { secret, publicKey } = suite.keyPair(new Uint8Array(32).fill(7))
  const message = suite.hash({ tag: 'x', fields: [] })
  const signature = signatures.ed25519.sign(message, secret)
  const by = (scheme: typeof signatures) => (): void => {
    for (let i = 0; i < times; i++) scheme.ed25519.verify(signature, message, publicKey)
  }
  const took = inTurn(ROUNDS, { portable: by(portableSignatures), platform: by(signatures) })
  return ratio(took.portable, took.platform)
}

/** How many states of the smallest scope are visited in a second. */
export const benchExplore = (): { readonly states: number; readonly perSecond: number } => {
  const { states, seconds: took } = explore(commitChainScopes[0] as (typeof commitChainScopes)[number], {
    states: 1_000_000,
    violations: 1,
  })
  return { states, perSecond: states / took }
}

/** The measurements of this chapter; `full`: a tree of a million accounts. */
export const commitChainRows = (full: boolean): ReadonlyArray<Row> => {
  const accounts = full ? 1_000_000 : 100_000
  const tree = benchTree(accounts)
  const swaps = [
    { by: 'Ed25519 by the platform', ...benchSwaps(2000) },
    { by: 'secp256k1', ...benchSwaps(100, 'secp256k1') },
  ]
  const verifying = benchVerify(100)
  const explored = benchExplore()
  return [
    {
      name: `allotment tree of ${accounts} accounts`,
      value: rounded(accounts / tree.seconds),
      unit: 'accounts/s',
      against: 'hashing the same bytes',
      ratio: rounded(tree.ofHashing),
      goal: '>= 0.7',
      met: tree.ofHashing >= 0.7,
    },
    ...swaps.map(({ by, perSecond, ofSignatures, signatures: count }) => ({
      name: `swaps end to end, ${by}`,
      value: rounded(perSecond),
      unit: 'swaps/s',
      against: `${count} signature operations for two`,
      ratio: rounded(ofSignatures),
      goal: '>= 0.8; TEX: 10 a second',
      met: ofSignatures >= 0.8,
    })),
    {
      name: 'Ed25519 by the platform',
      value: rounded(verifying),
      unit: 'times',
      against: 'the portable library',
      ratio: rounded(verifying),
      goal: '>= 3',
      met: verifying >= 3,
    },
    {
      name: `exploring ${explored.states} states`,
      value: rounded(explored.perSecond),
      unit: 'states/s',
      against: 'itself',
      ratio: 1,
      goal: 'none',
      met: true,
    },
  ]
}
