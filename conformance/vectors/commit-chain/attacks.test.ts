import { existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { begin, proofOf, send, transactionOf } from '../../../model/commit-chain/exchange.js'
import { rules, verifier } from '../../../model/commit-chain/machine.js'
import { operatorActs } from '../../../model/commit-chain/operator.js'
import { castOf, namedParams } from '../../../model/commit-chain/scope.js'
import { transferOf } from '../../../model/commit-chain/scopes.js'
import { draftUpdate } from '../../../model/commit-chain/signing.js'
import { variants } from '../../../model/commit-chain/variants.js'
import { step } from '../../../model/core/machine.js'
import { internedSuite } from '../../../model/primitives/interned.js'
import { collateralErrata } from '../../../spec/collateral/errata.js'
import { commitChainErrata } from '../../../spec/commit-chain/errata.js'
import { type Event, Event as EventCodec, Params } from '../../../spec/commit-chain/types.js'
import { decode } from '../../../spec/core/codec.js'
import { integrityErrata } from '../../../spec/integrity/errata.js'
import type { CoinId, TraderId } from '../../../spec/primitives/types.js'

/** A known attack, or a place of the paper that leads to one, and all that shows what comes of it. */
interface Attack {
  readonly says: string
  /** Errata, each with its witness. */
  readonly errata?: ReadonlyArray<string>
  /** Other rules, each explored until its theorem breaks (`model/commit-chain/scopes.test.ts`). */
  readonly variants?: ReadonlyArray<string>
  /** Traces: the verifier refuses the attack by this clause, or accepts all where none is named. */
  readonly traces?: Readonly<Record<string, string>>
}

const KEPT = 'accepted'

// The attacks on commit-chain exchanges that are known, also those that TEX is not open to.
const known: ReadonlyArray<Attack> = [
  {
    says: 'the first deposit is not allotted',
    variants: ['balance-not-compared'],
    traces: { 'refused-answer-balance-deposit-missing': 'CC-29', 'refused-checkpoint-deposit-overlooked': 'CC-9' },
  },
  {
    says: 'withdraw, then recover',
    variants: ['paid-early', 'recovered-twice'],
    traces: { 'recover-after-payment': KEPT, 'refused-recover-twice': 'CC-39' },
  },
  {
    says: 'one coin in two leaves',
    traces: { 'refused-answer-balance-proof-overlap': 'CC-11', 'refused-recover-proof-other-trader': 'CC-11' },
  },
  {
    says: 'a dispute about one coin of a swap only',
    errata: ['T41', 'T54'],
    variants: ['swap-price-reversed'],
    traces: { 'refused-answer-swap-not-in-update': 'CC-33', 'refused-answer-swap-nothing-given': 'CC-36' },
  },
  {
    says: 'an update of another eon or coin',
    variants: ['outdated-update', 'update-not-applied'],
    traces: {
      'refused-answer-balance-update-replayed': 'CC-24',
      'refused-challenge-balance-update-of-other-eon': 'CC-24',
      'refused-challenge-balance-update-of-other-coin': 'CC-24',
    },
  },
  {
    says: 'more of a coin is allotted than there is, and nobody looks',
    errata: ['T36'],
    variants: ['root-not-validated'],
    traces: { 'refused-answer-balance-proof-not-covered': 'CC-13' },
  },
  {
    says: 'cancel, then settle',
    errata: ['T40'],
    variants: ['cancelled-after-the-checkpoint'],
    traces: { 'refused-cancel-withdrawal-counted-on': 'CC-15' },
  },
  {
    says: 'one refund for two orders',
    errata: ['T7', 'T35'],
    variants: ['two-open-swaps'],
    traces: { 'refused-challenge-swap-second-order': 'CC-21', 'refused-answer-swap-other-nonce': 'CC-32' },
  },
  { says: 'a signature for more than was looked at', errata: ['T80'], variants: ['one-agreed-of-two'] },
  {
    says: 'one delivery for two passive transfers',
    errata: ['T35', 'T81'],
    variants: ['nonce-used-twice', 'two-passive-transfers'],
    traces: { 'refused-answer-passive-delivery-other-place': 'CC-35' },
  },
  {
    says: 'what arrives passively is counted elsewhere',
    errata: ['T11'],
    variants: [
      'passive-receipts-as-proceeds',
      'passive-receipts-not-settled',
      'passive-amount-not-compared',
      'passive-answer-of-another-recipient',
      'passive-answer-of-another-eon',
    ],
    traces: { 'refused-answer-swap-passive-is-not-proceeds': 'CC-36' },
  },
  {
    says: 'withdraw what was signed away, or cancel what was not',
    errata: ['T34'],
    variants: ['nothing-to-cancel-with', 'cancelled-at-will', 'asked-for-what-it-signed-away'],
    traces: { 'cancel-withdrawal': KEPT },
  },
]

// Where TEX leads to one: by the number of the erratum.
const ofThePaper: Readonly<Record<string, Omit<Attack, 'says'>>> = {
  T7: { variants: ['two-open-swaps'], traces: { 'refused-challenge-swap-second-order': 'CC-21' } },
  T8: {},
  T9: {},
  T10: {
    variants: ['swap-price-reversed'],
    traces: {
      'refused-answer-swap-rounding': 'CC-36',
      'refused-answer-swap-nothing-given': 'CC-36',
      'swap-better-than-limit': KEPT,
      'swap-not-filled': KEPT,
    },
  },
  T11: { traces: { 'refused-answer-swap-passive-is-not-proceeds': 'CC-36' } },
  T27: { traces: { 'equal-coins': KEPT } },
  T30: { traces: { 'refused-answer-swap-old-update': 'CC-24', 'refused-answer-swap-below-limit': 'CC-36' } },
  T31: { variants: ['one-agreed-of-two'] },
  T33: {},
  T34: { variants: ['nothing-to-cancel-with'], traces: { 'cancel-withdrawal': KEPT } },
  T35: { traces: { 'refused-answer-passive-delivery-other-place': 'CC-35' } },
  T36: { variants: ['root-not-validated'], traces: { 'refused-answer-balance-proof-not-covered': 'CC-13' } },
  T37: {},
  T38: { traces: { 'punish-swap': KEPT, 'challenge-balance': KEPT } },
  T81: { variants: ['two-passive-transfers'] },
}

const attacks: ReadonlyArray<Attack> = [
  ...known,
  ...Object.entries(ofThePaper).map(([id, attack]) => ({ says: id, errata: [id], ...attack })),
]

const errata = [...commitChainErrata, ...integrityErrata, ...collateralErrata]

/** What the verifier of the specification says to the last event of a trace. */
const lastOf = (name: string): string => {
  const file = new URL(`../../../vectors/commit-chain/trace/${name}.json`, import.meta.url)
  if (!existsSync(file)) return `there is no ${name}`
  const { params, steps } = JSON.parse(readFileSync(file, 'utf8')) as { params: unknown; steps: { event: unknown }[] }
  const start = decode(Params, params)
  if (E.isLeft(start)) return 'malformed'
  let ledger = verifier.init(start.right)
  let said = 'nothing happens'
  for (const { event } of steps) {
    const read = decode(EventCodec, event)
    if (E.isLeft(read)) return 'malformed'
    const outcome = step(rules)(ledger, read.right)
    if (said !== KEPT && said !== 'nothing happens') return `${said}, before the end`
    said = E.isLeft(outcome) ? outcome.left.clause : KEPT
    if (E.isRight(outcome)) ledger = outcome.right.state
  }
  return said
}

describe('an attack that is known', () => {
  it.each(attacks.map((attack) => [attack.says, attack] as const))('is shown: %s', (_, attack) => {
    for (const id of attack.errata ?? []) {
      const witness = errata.find((erratum) => erratum.id === id)?.witness()
      expect(witness?.asWritten, id).toBeTruthy()
      expect(witness?.asResolved, id).not.toBe(witness?.asWritten)
    }
    for (const id of attack.variants ?? []) expect(variants.map((variant) => variant.id)).toContain(id)
    for (const [name, says] of Object.entries(attack.traces ?? {}))
      expect({ [name]: lastOf(name) }).toEqual({ [name]: says })
    expect([attack.errata, attack.variants, attack.traces].some((shown) => shown !== undefined)).toBe(true)
  })

  it('leaves out no other rule that breaks a theorem, but those that merely lack a condition', () => {
    const named = new Set(attacks.flatMap((attack) => attack.variants ?? []))
    expect(variants.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([
      'withdrawals-of-this-eon-only',
      'unsigned-update',
      'other-eons-proof',
      'answered-late',
      'delivery-not-compared',
      'passive-delivery-not-challenged',
      'passive-place-not-compared',
    ])
  })

  it('is in the table of the chapter, with what shows it', () => {
    const chapter = readFileSync(new URL('../../../spec/commit-chain/chapter.md', import.meta.url), 'utf8')
    for (const attack of known)
      for (const shown of [...(attack.errata ?? []), ...(attack.variants ?? []).map((id) => `\`${id}\``)])
        expect(
          chapter
            .split('\n')
            .filter((line) => line.startsWith(`| ${attack.says} |`))
            .join(),
        ).toContain(shown)
  })

  it('is shown: an update that was signed for another contract', () => {
    const suite = internedSuite()
    const [alice, X] = ['alice' as TraderId, 'X' as CoinId]
    const castIn = (contract: string) =>
      castOf(suite, namedParams(suite, { traders: ['alice', 'bob'], coins: ['X'] }, { contract: contract as never }), {
        honest: { operator: true, traders: [] },
        deposits: [{ trader: alice, coin: X, amount: 1n }],
        plan: [],
        lastEon: 4n,
      })
    const cast = castIn('exchange-1')
    const signed = operatorActs(begin(cast))
    const later = send(operatorActs(send(signed, { tag: 'advance', block: 8n })), { tag: 'advance', block: 9n })
    const challenge = (contract: string): Event => {
      const transfer = transactionOf(transferOf(2n, 'alice', 'bob', 'X', 1n))
      const { agreed } = draftUpdate(castIn(contract), { trader: alice, coin: X, eon: 2n }, [transfer])
      const claim = { update: agreed.update, byOperator: agreed.byOperator }
      return { tag: 'challengeBalance', trader: alice, coin: X, claim, before: proofOf(later, 2n, X, alice) as never }
    }
    const says = (contract: string): string => {
      const outcome = cast.verify(later.ledger, challenge(contract))
      return E.isLeft(outcome) ? outcome.left.clause : KEPT
    }
    expect([says('exchange-1'), says('exchange-2')]).toEqual([KEPT, 'CC-26'])
  })
})
