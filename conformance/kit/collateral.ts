import { drawing, params } from '../../model/collateral/arbitrary.js'
import { collateral } from '../../model/collateral/machine.js'
import { judgeMoment } from '../../spec/collateral/clauses.js'
import { collateralForFinality } from '../../spec/collateral/finality.js'
import { reader } from '../../spec/collateral/history.js'
import * as types from '../../spec/collateral/types.js'
import { type Event, Fraction, type Outputs, type Paid } from '../../spec/collateral/types.js'
import { exactly, oneOf } from '../../spec/core/codec.js'
import { clauseIds } from '../../spec/core/ids.js'
import { Integer } from '../../spec/primitives/types.js'
import { decodeOrThrow } from './decode.js'
import type { DerivedMutant, Json, Kit, Option } from './kit.js'
import { isWide, machineKit, observed, reasonPrecedence } from './machine.js'

const observations = ['eon', 'holdings'] as const

const options: ReadonlyArray<Option> = [
  { id: 'unstaking', says: 'staked collateral can be taken out' },
  { id: 'challenges', says: 'an eon can end with an open challenge, which is answered in the next' },
  { id: 'wide-amounts', says: 'integers beyond 2^53 are exact' },
  reasonPrecedence,
  ...observed(observations),
  { id: 'evaluate=collateralForFinality', says: 'the collateral for instant finality can be computed' },
  { id: 'evaluate=judge', says: 'histories can be judged' },
]

/** The option that an event needs; the other events belong to every claim. */
const optionOf = (event: Event): string | undefined => {
  if (event.tag === 'unstake') return 'unstaking'
  return event.tag === 'answer' || (event.tag === 'endEon' && event.challenged) ? 'challenges' : undefined
}

// Outputs

/** In what sequence payments are listed means nothing, nor does it in how many parts, or that nothing is paid. */
const normalised = ({ paid }: Outputs): Outputs => {
  const parts = new Map<string, Paid[]>()
  for (const one of paid) {
    const place = `${one.trader} ${one.coin}`
    parts.set(place, [...(parts.get(place) ?? []), one])
  }
  const sums = [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [one, ...more]]) => more.reduce(plus, one as Paid))
  return { paid: sums.filter(({ holdings, collateral: reserved }) => holdings !== 0n || reserved !== 0n) }
}

const plus = (a: Paid, b: Paid): Paid => ({
  ...a,
  holdings: a.holdings + b.holdings,
  collateral: a.collateral + b.collateral,
})

// Functions

const FinalityArguments = exactly('FinalityArguments', {
  dailyVolume: Integer,
  eonHours: Integer,
  change: Fraction,
  eons: Fraction,
  sides: oneOf('Sides', '1', '2'),
})

const forFinality =
  (compute: typeof collateralForFinality) =>
  (args: Json): Json => {
    const { sides, ...rest } = decodeOrThrow(FinalityArguments, args)
    return Integer.encode(compute({ ...rest, sides: sides === '1' ? 1n : 2n }))
  }

/** The collateral for instant finality as it is easily got wrong. */
const wrongFunctions: ReadonlyArray<DerivedMutant> = (
  [
    [
      'rounded-down',
      'is rounded down',
      (asked) => {
        const exact = collateralForFinality(asked)
        const { dailyVolume, eonHours, change, eons, sides } = asked
        const times = 24n * eons.denominator * change.denominator
        return exact * times === dailyVolume * eonHours * eons.numerator * change.numerator * sides ? exact : exact - 1n
      },
    ],
    ['one-side', 'is that of one side of each trade (T45)', (asked) => collateralForFinality({ ...asked, sides: 1n })],
    ['half-days', 'is that of eons of 12 hours (T37)', (asked) => collateralForFinality({ ...asked, eonHours: 12n })],
    [
      'two-eons',
      'is that of two eons (T44)',
      (asked) => collateralForFinality({ ...asked, eons: { numerator: 2n, denominator: 1n } }),
    ],
  ] satisfies ReadonlyArray<readonly [string, string, typeof collateralForFinality]>
).map(([id, says, compute]) => ({
  id: `finality:${id}`,
  clause: 'CO-16',
  says: `the collateral for instant finality ${says}`,
  functions: { collateralForFinality: forFinality(compute) },
}))

/** An exchange with collateral, as the kit sees it. */
export const collateralKit: Kit = machineKit({
  machine: collateral,
  types,
  options,
  observations,
  needs: (_, events, json) => [...(isWide(json) ? ['wide-amounts'] : []), ...events.map(optionOf)],
  normalised,
  drawing,
  params,
  reader,
  judge: judgeMoment,
  functions: { collateralForFinality: forFinality(collateralForFinality) },
  judged: clauseIds.collateral,
  // Other chapters have a deposit and an end of an eon, too.
  prefix: 'collateral/',
  wrongFunctions,
})
