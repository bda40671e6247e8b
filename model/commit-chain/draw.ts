import { commit, membership, nothingPassive, transactionSet } from '../../spec/commit-chain/allotment.js'
import { checkpointRoot, transactionsRoot } from '../../spec/commit-chain/proofs.js'
import type { Datum } from '../../spec/primitives/encoding.js'
import type { CoinId, TraderId } from '../../spec/primitives/types.js'
import { type Point, plot } from '../core/plot.js'
import { concreteSuite } from '../primitives/concrete.js'
import { namedParams } from './scope.js'

// TEX Table II and Fig. 7 by counting: how many hashes a proof takes.

const suite = concreteSuite()

/** The suite's hash, and how often it was called. */
export const countingHash = () => {
  const counter = { hashes: 0 }
  const hash = (datum: Datum): Uint8Array => {
    counter.hashes += 1
    return suite.hash(datum)
  }
  return { counter, hash }
}

const names = (n: number, prefix: string): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => `${prefix}${i}`)

/** How many hashes it takes to verify the proof of one account of so many, in one coin of so many. */
export const hashesOfProof = (traders: number, coins: number): number => {
  const params = namedParams(
    { ...suite, keyPair: () => ({ secret: new Uint8Array(32), publicKey: new Uint8Array(32) }) },
    { traders: names(traders, 't'), coins: names(coins, 'C') },
  )
  const { proof } = commit(suite.hash, params, () => ({ amount: 1n, passive: nothingPassive, update: undefined }))
  const { counter, hash } = countingHash()
  const coin = params.coins[0] as CoinId
  checkpointRoot(hash, params, coin, 't0' as TraderId, proof(coin, 0))
  return counter.hashes
}

/** How many hashes it takes to find one swap among so many that a trader agreed to in an eon. */
export const hashesOfSwap = (swaps: number): number => {
  const data = names(swaps, '').map((_, i): Datum => ({ tag: 'x', fields: [BigInt(i)] }))
  const place = membership(transactionSet(suite.hash, data), swaps - 1)
  const { counter, hash } = countingHash()
  transactionsRoot(hash, data[swaps - 1] as Datum, place)
  return counter.hashes
}

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]

/** TEX Table II and Fig. 7: the hashes of a proof by the number of accounts, and of a swap by the number of swaps. */
export const drawHashes = (): string => {
  const proofs = SIZES.map((n): Point => [n, hashesOfProof(n, 1)])
  const swaps = SIZES.map((v): Point => [v, hashesOfSwap(v)])
  const last = (points: ReadonlyArray<Point>): Point => points.at(-1) as Point
  return plot({
    id: 'commit-chain-hashes',
    title: 'What a challenge costs to verify',
    desc: `Hashes, counted. The proof of one account of ${last(proofs)[0]} takes ${last(proofs)[1]}, one swap among ${last(swaps)[0]} takes ${last(swaps)[1]}; both grow with the logarithm.`,
    x: { label: 'accounts, or swaps of a trader', scale: 'log', ticks: [1, 4, 16, 64, 256, 1024] },
    y: { label: 'hashes' },
    series: [
      { name: 'an account', kind: 'dots', points: proofs },
      { name: 'a swap', kind: 'dots', points: swaps },
    ],
  })
}
