import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logPath, logRoot, recompute, rootFrom } from '../../spec/receipts/proofs.js'
import { rootOver, sidesOf } from '../../spec/receipts/shape.js'
import { concreteSuite, hashes } from '../primitives/concrete.js'
import { internedSuite } from '../primitives/interned.js'
import { append, emptyLog, fastNodes, type Log, nodesOf, pathOf, root } from './log.js'

const { hash } = concreteSuite()
const nodes = nodesOf(hash)
const orderAt = (i: number): Uint8Array => Uint8Array.of(i >> 8, i)
const SIZES = Array.from({ length: 65 }, (_, i) => i + 1)
const ordersOf = (n: number): ReadonlyArray<Uint8Array> => Array.from({ length: n }, (_, i) => orderAt(i))
const logs: Log[] = [emptyLog]
for (const n of SIZES) logs.push(append(nodes, logs.at(-1) as Log, orderAt(n - 1)))
const logOf = (n: number): Log => logs[n] as Log
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')

describe('the shape of a log', () => {
  it('is that of a mountain range whose peaks are bagged from the right, from 1 to 65 orders', () => {
    for (const n of SIZES) expect(hex(root(nodes, logOf(n))), `${n}`).toBe(hex(logRoot(hash, ordersOf(n))))
    expect(hex(root(nodes, emptyLog))).toBe(hex(logRoot(hash, [])))
  })

  it('is that of RFC 6962, whose known answers it gives with the prefixes of that standard', () => {
    // The test vectors of Certificate Transparency: https://github.com/google/certificate-transparency
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]
    const sha = (...parts: ReadonlyArray<Uint8Array>): Uint8Array =>
      createHash('sha256').update(Buffer.concat(parts)).digest()
    const leaves = inputs.map((input) => sha(Uint8Array.of(0), Buffer.from(input, 'hex')))
    for (const [i, known] of roots.entries())
      expect(
        hex(
          rootOver(leaves.slice(0, i + 1) as [Uint8Array, ...Uint8Array[]], (left, right) =>
            sha(Uint8Array.of(1), left, right),
          ),
        ),
      ).toBe(known)
  })
})

describe('the hashes of a log', () => {
  it.each(['sha256', 'keccak256'] as const)('are the same without encoding a datum for each: %s', (name) => {
    const [slow, fast] = [nodesOf(concreteSuite(name).hash), fastNodes(hashes[name])]
    const bytes = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 40 }))
    expect(hex(fast.empty)).toBe(hex(slow.empty))
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(hex(fast.leaf(one))).toBe(hex(slow.leaf(one)))
        expect(hex(fast.node(one, other))).toBe(hex(slow.node(one, other)))
      }),
    )
  })
})

describe('Algorithm 2', () => {
  it('leads from every place of every log of 1 to 65 orders to its root and to the commitment of its receipt', () => {
    const roots = [undefined, ...SIZES.map((n) => hex(root(nodes, logOf(n))))]
    for (const n of SIZES) {
      const log = logOf(n)
      for (let index = 0; index < n; index++) {
        const path = pathOf(nodes, log, index)
        const way = { order: orderAt(index), index: BigInt(index), size: BigInt(n), path: path ?? [] }
        const found = recompute(hash, way)
        expect([hex(found?.commitment), hex(found?.root)], `${index} of ${n}`).toEqual([roots[index + 1], roots[n]])
      }
    }
  })

  it('has the left siblings of a place for the peaks of all that came before it', () => {
    for (const n of SIZES)
      for (let index = 0; index < n; index++) {
        const path = pathOf(nodes, logOf(n), index) ?? []
        const sides = sidesOf(BigInt(index), BigInt(n)) ?? []
        const left = path.filter((_, i) => sides[i] === 'left').map(hex)
        const peaks: string[] = []
        for (let at = logOf(index).last; at !== undefined; at = at.before) peaks.push(hex(at.peak.node))
        expect(left).toEqual(peaks)
      }
  })

  it('is where the path of the specification and that of the mountain range are the same', () => {
    for (const n of [1, 2, 3, 5, 8, 13, 21, 33])
      for (let index = 0; index < n; index++)
        expect(pathOf(nodes, logOf(n), index)?.map(hex)).toEqual(logPath(hash, ordersOf(n), index)?.map(hex))
  })

  it('takes no path of another length, from no place that is not there', () => {
    const path = pathOf(nodes, logOf(5), 2) ?? []
    const way = { order: orderAt(2), index: 2n, size: 5n, path }
    expect(recompute(hash, way)).toBeDefined()
    expect(recompute(hash, { ...way, path: path.slice(1) })).toBeUndefined()
    expect(recompute(hash, { ...way, path: [...path, nodes.empty] })).toBeUndefined()
    for (const index of [5n, -1n, 10n ** 30n]) expect(recompute(hash, { ...way, index })).toBeUndefined()
    expect(recompute(hash, { ...way, size: 0n })).toBeUndefined()
    for (const index of [-1, 5, 0.5]) expect(pathOf(nodes, logOf(5), index)).toBeUndefined()
    expect(pathOf(nodes, emptyLog, 0)).toBeUndefined()
  })

  it('shows that one log extends another, and of no log that it extends what it does not', () => {
    // Exhaustively over all pairs of logs of up to 5 orders of two kinds, by terms: equal terms are equal logs.
    const interned = internedSuite()
    const small = [1, 2, 3, 4, 5].flatMap((n) =>
      Array.from({ length: 2 ** n }, (_, bits) => Array.from({ length: n }, (__, i) => Uint8Array.of((bits >> i) & 1))),
    )
    const found = small.map((orders) => ({ orders, root: hex(logRoot(interned.hash, orders)) }))
    for (const short of found)
      for (const long of found) {
        const index = short.orders.length - 1
        const path = logPath(interned.hash, long.orders, index)
        const way = { order: short.orders[index] as Uint8Array, index: BigInt(index), size: BigInt(long.orders.length) }
        const got = path === undefined ? undefined : recompute(interned.hash, { ...way, path })
        const shows = hex(got?.commitment) === short.root && hex(got?.root) === long.root
        expect(shows).toBe(
          long.orders
            .slice(0, index + 1)
            .map(hex)
            .join() === short.orders.map(hex).join(),
        )
      }
  })

  it('takes at most two hashes for each bit of the size, and an inclusion proof one: under 25 among a million orders', () => {
    let hashes = 0
    const counting = (datum: Parameters<typeof hash>[0]): Uint8Array => {
      hashes += 1
      return hash(datum)
    }
    const cost = (prove: typeof rootFrom | typeof recompute, index: bigint, size: bigint): number => {
      hashes = 0
      const path = (sidesOf(index, size) ?? []).map(() => nodes.empty)
      expect(prove(counting, { order: orderAt(1), index, size, path })).toBeDefined()
      return hashes
    }
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 64n), fc.bigInt(0n, 2n ** 64n), (size, at) => {
        const bits = size.toString(2).length
        expect(cost(recompute, at % size, size)).toBeLessThanOrEqual(1 + 2 * bits)
        expect(cost(rootFrom, at % size, size)).toBeLessThanOrEqual(1 + bits)
      }),
    )
    for (const index of [0n, 333_333n, 999_999n]) expect(cost(rootFrom, index, 1_000_000n)).toBeLessThan(25)
  })
})
