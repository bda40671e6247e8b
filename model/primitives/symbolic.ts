import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Datum, encode } from '../../spec/primitives/encoding.js'
import { sameBytes } from '../../spec/primitives/suite.js'
import type { CryptoSuite } from './suite.js'

const tagged = (tag: string, ...parts: ReadonlyArray<Uint8Array>): Uint8Array =>
  concatBytes(utf8ToBytes(`${tag}:`), ...parts)

const signatureOf = (publicKey: Uint8Array, datum: Datum): Uint8Array =>
  tagged('signature', encode({ tag: 'signature', fields: [publicKey, encode(datum)] }))

/**
 * Terms in the stead of cryptography: a hash is the datum that it is of, under a sign that says so, so equal hashes are
 * equal data and a hash never collides; a signature names its key and its datum. Whether an actor may build a term, a
 * signature among them, is for the model of what actors know: the suite only says which terms are equal.
 */
export const symbolicSuite: CryptoSuite = {
  name: 'symbolic',
  hash: (datum) => tagged('hash', encode(datum)),
  keyPair: (seed) => ({ secret: tagged('secret', seed), publicKey: tagged('public', seed) }),
  sign: (secret, datum) => signatureOf(tagged('public', secret.slice('secret:'.length)), datum),
  verify: (publicKey, datum, signed) => sameBytes(signed, signatureOf(publicKey, datum)),
}
