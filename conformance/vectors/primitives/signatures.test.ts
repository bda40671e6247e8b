import { describe, expect, it } from 'vitest'
import { isSigned, portableSignatures, signatures } from '../../../model/primitives/concrete.js'
import { primitivesClauses } from '../../../spec/primitives/clauses.js'
import { ed25519Shown, type Shown, secp256k1Shown } from './signatures.js'

describe.each([
  { suite: 'ed25519', shown: ed25519Shown, good: ['right', 'made', 'r-neutral'] },
  {
    suite: 'secp256k1',
    shown: secp256k1Shown,
    good: ['right', 's-half', 's-one', 'r-small', 'x-beyond', 'message-beyond', 'key-small'],
  },
] as const)('a signature of $suite that is shown to a verifier', ({ suite, shown, good }) => {
  const broken = (taken: (signature: Shown) => boolean) =>
    shown().flatMap((one) =>
      primitivesClauses['PR-5'].judge({ ...one, suite, taken: taken(one) }).length > 0 ? [one.slug] : [],
    )

  it.each([
    { by: 'the library that is used', scheme: signatures[suite] },
    { by: 'the portable library', scheme: portableSignatures[suite] },
  ])('is taken by $by where it is good', ({ scheme }) => {
    expect(broken(({ publicKey, message, signature }) => isSigned(scheme, publicKey, message, signature))).toEqual([])
  })

  it('is good, or one thing about it is wrong', () => {
    expect(broken(() => false)).toEqual(good)
    expect(broken(() => true)).toHaveLength(shown().length - good.length)
  })
})
