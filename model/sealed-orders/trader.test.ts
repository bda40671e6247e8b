import { describe, expect, it } from 'vitest'
import type { Bytes } from '../../spec/primitives/types.js'
import { unmet } from '../../spec/receipts/relation.js'
import { boundTo, keyDatum, materialOf, PLAINTEXT } from '../../spec/sealed-orders/data.js'
import { areSound, type Ledger } from '../../spec/sealed-orders/ledger.js'
import { verifyMoonwalk } from '../../spec/sealed-orders/moonwalk.js'
import { verifyPuzzle } from '../../spec/sealed-orders/puzzle.js'
import type { Params, Round } from '../../spec/sealed-orders/types.js'
import { orderOfGroup, toyGroup } from './group.js'
import { submissions } from './machine.js'
import { type Cast, CHAIN_LENGTH, type Changes, castOf, submission, type Wish } from './trader.js'

const SELL: Wish = { side: 'sell', price: 3n, volume: 10n }

const opened = (cast: Cast): Ledger => submissions.init(cast.params)

const sentBy = (trader: string, wish: Wish = SELL, changes: Changes = {}, cast = castOf()) =>
  submission(cast, opened(cast), trader, wish, changes)

/** The lines of both algorithms that an order fails. */
const failedBy = (cast: Cast, { event: { sealed, witness } }: ReturnType<typeof submission>): ReadonlyArray<string> => {
  const { params, suite } = cast
  const { limits } = params
  const { puzzle, proof } = sealed
  return [
    ...unmet(verifyPuzzle, { limits, hash: suite.hash, puzzle, proof }),
    ...unmet(verifyMoonwalk, { params, crypto: suite, sealed, witness }),
  ].map(({ line }) => line)
}

const suites = (['sha256', 'keccak256'] as const).flatMap((hash) =>
  (['ed25519', 'secp256k1'] as const).map((signature) => ({ hash, signature })),
)

describe('a cast', () => {
  it.each(suites)('signs and hashes as its parameters say, and follows from names ($hash, $signature)', (changes) => {
    const cast = castOf(changes)
    const { params, suite, operator, traders } = cast
    expect(castOf(changes).params).toEqual(params)
    expect(areSound(params)).toBe(true)
    const datum = { tag: 'anything', fields: [] }
    expect(suite.verify(params.operator, datum, suite.sign(operator.secret, datum))).toBe(true)
    expect(params.traders.map(({ trader }) => trader)).toEqual(['alice', 'bob', 'carol'])
    for (const { trader, key, anchor } of params.traders) {
      const { secret, chain } = traders.get(trader) as NonNullable<ReturnType<typeof traders.get>>
      expect(suite.verify(key, datum, suite.sign(secret, datum))).toBe(true)
      expect(chain).toHaveLength(CHAIN_LENGTH + 1)
      expect(chain[0]).toEqual(anchor)
      for (let j = 1; j < chain.length; j += 1) expect(suite.hash(keyDatum(chain[j] as Bytes))).toEqual(chain[j - 1])
    }
    const secrets = [operator, ...traders.values()].map(({ secret }) => String(secret))
    const anchors = params.traders.map(({ anchor }) => String(anchor))
    expect(new Set([...secrets, ...anchors]).size).toBe(7)
  })
})

describe('an order that a trader sends', () => {
  it.each(suites)('SO-14, SO-15, SO-18, SO-20: has what both algorithms ask for ($hash, $signature)', (changes) => {
    const cast = castOf(changes)
    const wishes: ReadonlyArray<Wish> = [SELL, { side: 'buy', price: 4n, volume: 25n }, { ...SELL, volume: 0n }]
    for (const wish of wishes) expect(failedBy(cast, sentBy('alice', wish, {}, cast))).toEqual([])
  })

  it('is signed if it can be paid for, and else is not', () => {
    const signed = (wish: Partial<Wish>): boolean => {
      const { give, take } = sentBy('alice', { ...SELL, ...wish }).order
      expect(give.length).toBe(take.length)
      return give.length > 0
    }
    expect([0n, 1n, 100n, 101n].map((volume) => signed({ volume }))).toEqual([true, true, true, false])
  })

  it('has an account of nothing where it has none', () => {
    const { accounts } = castOf().params
    const cast = castOf({ accounts: accounts.filter(({ coin }) => coin === 'X') })
    const sent = sentBy('alice', SELL, {}, cast)
    expect(sent.event.witness.take.account).toEqual({ trader: 'alice', coin: 'Y', available: 0n, version: 0n })
    expect(failedBy(cast, sent)).toEqual([])
  })

  it('SO-40: is sealed as zeros, if it is too long to be sealed', () => {
    const cast = castOf()
    const { event, root } = sentBy('alice', SELL, {
      order: (order) => ({ ...order, give: new Uint8Array(600) as Bytes }),
    })
    const { puzzle, ciphertext } = event.sealed
    const material = materialOf(root, puzzle)
    expect(cast.suite.unseal(material, boundTo(cast.params.contract, event.sealed), ciphertext)).toEqual(
      new Uint8Array(PLAINTEXT),
    )
  })

  it('is sent by somebody', () => {
    expect(() => sentBy('dave')).toThrow('nobody is called dave')
  })
})

// Who learns an alpha, or sees two responses with one alpha, has a multiple of the order of the group, and so the factors
// of n, and with them every order of that trader (T4).
describe('the numbers that a trader’s proof hides', () => {
  const roundsOf = ({ event }: ReturnType<typeof submission>): ReadonlyArray<Round> => event.sealed.proof.rounds.flat()
  const announced = (sent: ReturnType<typeof submission>): ReadonlyArray<bigint> =>
    roundsOf(sent).map(({ byGenerator }) => byGenerator)

  it('are others in each proof: for another order, another eon, another market, and for another trader', () => {
    const elsewhere: Partial<Params> = { contract: 'elsewhere' as Params['contract'] }
    const sent = [
      sentBy('alice'),
      sentBy('alice', { ...SELL, price: 4n }),
      sentBy('alice', SELL, { turn: 2 }),
      sentBy('alice', SELL, { eon: 2n }),
      sentBy('alice', SELL, {}, castOf(elsewhere)),
      sentBy('bob'),
    ]
    expect(new Set(sent.flatMap(announced)).size).toBe(sent.length * 8)
  })

  it('do not give away the order of the group where a void order comes again, with a longer puzzle', () => {
    const [first, again] = [roundsOf(sentBy('alice')), roundsOf(sentBy('alice', SELL, { steps: 5 }))]
    const multiples = first.map(({ challenge: c, response: y }, at) => {
      const { challenge, response } = again[at] as Round
      // Two rounds a step: 2^(2^(i-1)) is what b(i-1) is to the power of g.
      return y - response - (c - challenge) * 2n ** (2n ** BigInt(Math.floor(at / 2)))
    })
    const order = orderOfGroup(toyGroup)
    expect(multiples.filter((one) => one % order === 0n)).toEqual([])
  })

  it('do not follow from what is known once the order is open', () => {
    const cast = castOf()
    const [alice, bob] = ['alice', 'bob'].map(
      (name) => cast.traders.get(name) as NonNullable<ReturnType<typeof cast.traders.get>>,
    )
    // Everything that is ever shown is alice's; only what she signs with is another's.
    const traders = new Map([
      ...cast.traders,
      ['alice', { ...alice, secret: bob?.secret } as NonNullable<typeof alice>],
    ])
    const other = sentBy('alice', SELL, { order: () => sentBy('alice').order }, { ...cast, traders })
    expect(other.order).toEqual(sentBy('alice').order)
    expect(announced(other).filter((one) => announced(sentBy('alice')).includes(one))).toEqual([])
  })
})
