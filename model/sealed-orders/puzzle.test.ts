import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unmet } from '../../spec/receipts/relation.js'
import { capsuleOf, messageOf } from '../../spec/sealed-orders/capsule.js'
import { CIPHERTEXT, PLAINTEXT } from '../../spec/sealed-orders/data.js'
import {
  isComposite,
  power,
  primesBelow,
  smoothExponent,
  smoothPower,
  squared,
} from '../../spec/sealed-orders/numbers.js'
import { verifyPuzzle } from '../../spec/sealed-orders/puzzle.js'
import { concreteSuite } from '../primitives/concrete.js'
import { seal, unseal } from './cipher.js'
import { fullGroup, fullLimits, lock, modulusOf, orderOfGroup, toyGroup, toyLimits } from './group.js'
import { provePuzzle } from './prover.js'

const n = modulusOf(toyGroup)
const { hash } = concreteSuite()

describe('a puzzle', () => {
  it('SO-39: is made through the order of the group, and solved by squaring', () => {
    for (const steps of [1, 2, 3, 7, 12]) {
      const { puzzle, root, rootOfBase } = lock(toyGroup, toyLimits, steps)
      expect(squared(puzzle.generator, 2 ** steps - 1, n)).toBe(root)
      expect(squared(puzzle.generator, 2 ** steps, n)).toBe(puzzle.end)
      expect(smoothPower(rootOfBase, toyLimits.bound, n)).toBe(root)
    }
  })

  it('SO-9, SO-10: has a proof that holds, whatever the prover draws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.uint8Array({ minLength: 4, maxLength: 4 }), (steps, seed) => {
        const { puzzle } = lock(toyGroup, toyLimits, steps)
        const proof = provePuzzle(hash, toyGroup, toyLimits, puzzle, seed)
        expect(unmet(verifyPuzzle, { limits: toyLimits, hash, puzzle, proof })).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('SO-5: keeps the small primes out of the order of g', () => {
    const g = smoothPower(7n, toyLimits.bound, n)
    expect(g).toBe(power(7n, smoothExponent(toyLimits.bound, 62) % orderOfGroup(toyGroup), n))
    const odd = (toyGroup.p - 1n) * (toyGroup.q - 1n)
    expect(power(g, odd / 4n, n)).toBe(1n)
    for (const prime of primesBelow(toyLimits.bound)) expect(power(g, BigInt(prime), n)).not.toBe(1n)
  })

  it('SO-2: is refused at once however absurd its sizes are', () => {
    const { puzzle } = lock(toyGroup, toyLimits, 4)
    const proof = provePuzzle(hash, toyGroup, toyLimits, puzzle, utf8ToBytes('x'))
    for (const change of [{ steps: 2n ** 300n }, { steps: 0n }, { modulus: 0n }, { modulus: 2n ** 4000n + 1n }])
      expect(
        unmet(verifyPuzzle, { limits: toyLimits, hash, puzzle: { ...puzzle, ...change }, proof }).map(
          ({ line }) => line,
        ),
      ).toEqual(['11.+sizes'])
  })

  it('has 2048 bits in the full set, with safe primes', () => {
    const { p, q } = fullGroup
    expect(modulusOf(fullGroup).toString(2)).toHaveLength(fullLimits.leastBits)
    for (const prime of [p, q, (p - 1n) / 2n, (q - 1n) / 2n]) expect(isComposite(prime)).toBe(false)
    expect(isComposite(p * q)).toBe(true)
  })
})

describe('the structure of LCS35', () => {
  it('gives the message back after as many squarings, and by the short way through the order of the group', () => {
    const message = utf8ToBytes('secret')
    const t = 5000
    const short = power(2n, power(2n, BigInt(t), orderOfGroup(toyGroup)), n)
    const sealed = capsuleOf(message, short)
    const w = squared(2n, t, n)
    expect(w).toBe(short)
    expect(messageOf({ modulus: n, squarings: BigInt(t), sealed }, w)).toEqual(message)
  })
})

describe('a sealed plaintext', () => {
  const [material, bound] = [utf8ToBytes('material'), utf8ToBytes('statement')]
  const plaintext = new Uint8Array(PLAINTEXT).fill(9)
  const ciphertext = seal(material, bound, plaintext)

  it('SO-40: opens as it was, by its key and with its statement', () => {
    expect(ciphertext).toHaveLength(CIPHERTEXT)
    expect(unseal(material, bound, ciphertext)).toEqual(plaintext)
  })

  it('SO-40: opens only if it is as long as all are', () => {
    for (const length of [0, PLAINTEXT - 1, PLAINTEXT + 1])
      expect(unseal(material, bound, seal(material, bound, new Uint8Array(length)))).toBeUndefined()
  })

  it('SO-40: opens by nothing else, with no bit changed and none left out', () => {
    expect(unseal(utf8ToBytes('other'), bound, ciphertext)).toBeUndefined()
    expect(unseal(material, utf8ToBytes('other'), ciphertext)).toBeUndefined()
    fc.assert(
      fc.property(fc.nat(CIPHERTEXT * 8 - 1), (bit) => {
        const changed = ciphertext.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
        expect(unseal(material, bound, changed)).toBeUndefined()
      }),
      { numRuns: 100 },
    )
    for (const length of [0, 1, 15, 16, 100, CIPHERTEXT - 1])
      expect(unseal(material, bound, ciphertext.slice(0, length))).toBeUndefined()
  })
})
