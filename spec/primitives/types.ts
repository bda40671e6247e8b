import type * as t from 'io-ts'
import { asString } from '../core/codec.js'

/** The first integer that is not an amount: 2^128. */
export const AMOUNT_LIMIT = 2n ** 128n

/**
 * An exact integer of any sign, as a decimal string in JSON. What an event carries is only an `Integer`: whether it is
 * an amount is for a clause to say (PR-1), so that a negative volume is refused with a reason and not as bad JSON.
 */
export const Integer = asString(
  'Integer',
  'an integer as a decimal string, such as "10"',
  /^(0|-?[1-9][0-9]{0,99})$/,
  BigInt,
  String,
  (u): u is bigint => typeof u === 'bigint',
)
export type Integer = t.TypeOf<typeof Integer>

/** Bytes as 0x-prefixed lower-case hex. */
export const Bytes = asString(
  'Bytes',
  'bytes as lower-case hex, such as "0x00ff"',
  /^0x([0-9a-f]{2})*$/,
  (s) => Uint8Array.from(s.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
  (bytes) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
  (u): u is Uint8Array<ArrayBuffer> => u instanceof Uint8Array,
)
export type Bytes = t.TypeOf<typeof Bytes>

const identifier = <B extends string>(name: B) =>
  asString<Identifier<B>>(
    name,
    `${name}: 1 to 64 of the characters A-Z a-z 0-9 . _ : -`,
    /^[A-Za-z0-9._:-]{1,64}$/,
    (s) => s as Identifier<B>,
    String,
    (u): u is Identifier<B> => typeof u === 'string',
  )

/** A string that names one kind of thing only. */
export type Identifier<B extends string> = string & { readonly identifies: B }

/** Names an order. No two live orders have the same. */
export const OrderId = identifier('OrderId')
export type OrderId = t.TypeOf<typeof OrderId>

/** Names a trader. */
export const TraderId = identifier('TraderId')
export type TraderId = t.TypeOf<typeof TraderId>

/** Names a coin, an asset that is held and traded. */
export const CoinId = identifier('CoinId')
export type CoinId = t.TypeOf<typeof CoinId>

/** Names one instance of a verifier, so that what is signed for one is worth nothing in another. */
export const ContractId = identifier('ContractId')
export type ContractId = t.TypeOf<typeof ContractId>

/** How many blocks an eon has: a multiple of four, for its four epochs. */
export const EonLength = asString(
  'EonLength',
  'a multiple of 4 above zero as a decimal string, such as "12"',
  /^(?=[1-9])[0-9]{0,15}(00|[02468][048]|[13579][26])$|^[48]$/,
  BigInt,
  String,
  (u): u is bigint => typeof u === 'bigint' && u > 0n && u % 4n === 0n,
)
