import { X, Y } from '../../spec/collateral/runs.js'
import type { Event } from '../../spec/collateral/types.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Explorable } from '../core/explore.js'
import { mutations } from '../core/mutate.js'
import { rules } from './machine.js'
import { type Bounds, type Reached, scope } from './scope.js'

/** Alice sells X only; the price of Y stays within the volatility or goes beyond. */
const oneWay: Bounds = {
  eons: 6n,
  trades: 3,
  stake: 2n,
  reservations: 2n,
  prices: new Map([[Y, [10n, 11n, 12n]]]),
  sells: [X],
}

/** Alice sells both, also what she has just bought; both prices move. */
const bothWays: Bounds = {
  eons: 4n,
  trades: 2,
  stake: 1n,
  reservations: 1n,
  prices: new Map([
    [X, [10n, 11n]],
    [Y, [10n, 11n]],
  ]),
  sells: [X, Y],
}

/** The smallest in which every condition matters. */
export const small: Bounds = { ...oneWay, eons: 5n, trades: 2, stake: 1n, prices: new Map([[Y, [10n, 11n]]]) }

/** The scopes of this chapter, the smallest first. */
export const collateralScopes: ReadonlyArray<Explorable<Reached, Event>> = [
  scope('collateral-small', small),
  scope('collateral-both-ways', bothWays),
  scope('collateral-one-way', oneWay),
]

/** What somebody loses by, or is paid too much by: of what is refused for another reason nothing is asked. */
const THEOREMS: ReadonlySet<ClauseId> = new Set<ClauseId>(['CO-15', 'CO-17'])

/** A condition that is dropped, and the theorem that this breaks. */
export interface CollateralVariant {
  readonly says: string
  readonly breaks: ClauseId
  readonly scope: Explorable<Reached, Event>
}

/** A scope in which the rules have one of the mistakes that their table suggests, and only theorems count. */
export const withMistake = (id: string, name: string, bounds: Bounds = small): Explorable<Reached, Event> =>
  scope(name, bounds, mutations(rules).find((made) => made.id === id)?.rules, (clause) => THEOREMS.has(clause))

const without = (event: Event['tag'], clause: ClauseId, breaks: ClauseId, bounds?: Bounds): CollateralVariant => {
  const id = `drop:${event}/${clause}`
  return {
    says: mutations(rules).find((made) => made.id === id)?.says ?? id,
    breaks,
    scope: withMistake(id, `without-${event}-${clause}`, bounds),
  }
}

/** Every condition that protects somebody, each left out and explored until somebody loses or too much is paid. */
export const collateralVariants: ReadonlyArray<CollateralVariant> = [
  without('trade', 'CO-3', 'CO-17', { ...small, trades: 3, stake: 3n, reservations: 3n, prices: new Map() }),
  without('trade', 'CO-6', 'CO-15'),
  without('trade', 'CO-7', 'CO-15'),
  without('trade', 'CO-8', 'CO-15'),
  without('reserve', 'CO-4', 'CO-15'),
  without('reserve', 'CO-5', 'CO-17'),
  without('unstake', 'CO-5', 'CO-17'),
]
