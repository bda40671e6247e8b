import { conditions } from '../../spec/commit-chain/admission.js'
import type { Event, EventOf } from '../../spec/commit-chain/types.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Explorable } from '../core/explore.js'
import type { Guard } from '../core/machine.js'
import type { Exchange, Move } from './exchange.js'
import { rules } from './machine.js'
import { type Ratify, ratifyAll } from './operator.js'
import type { Cast } from './scope.js'
import { corruptScope, honestScope, type Others, type Setting } from './scopes.js'

/** The rules of a verifier. */
export type Table = typeof rules
type Holds<Tag extends Event['tag']> = Guard<Cast['verify'] extends never ? never : LedgerOf, EventOf<Tag>>['holds']
type LedgerOf = Parameters<Cast['verify']>[0]

/** The rules with one condition read in another way; without a reading, with that condition left out. */
export const reading = <Tag extends Event['tag']>(tag: Tag, clause: ClauseId, holds?: Holds<Tag>): Table => {
  const requires = (conditions[tag] as unknown as ReadonlyArray<Guard<LedgerOf, EventOf<Tag>>>).flatMap((condition) =>
    condition.clause !== clause ? [condition] : holds === undefined ? [] : [{ ...condition, holds }],
  )
  return { ...rules, [tag]: { ...rules[tag], requires } }
}

/** How a condition of an event reads in the specification. */
export const holdsOf =
  <Tag extends Event['tag']>(tag: Tag, clause: ClauseId): Holds<Tag> =>
  (ledger, event) =>
    (conditions[tag] as unknown as ReadonlyArray<Guard<LedgerOf, EventOf<Tag>>>)
      .filter((condition) => condition.clause === clause)
      .every(({ holds }) => holds(ledger, event))

/** Rules with some conditions of an event left out. */
export const without = (table: Table, tag: Event['tag'], clauses: ReadonlyArray<ClauseId>): Table => ({
  ...table,
  [tag]: { ...table[tag], requires: table[tag].requires.filter(({ clause }) => !clauses.includes(clause)) },
})

/** What comes of another rule, or of another habit: the scope in which exploring it shows whom it hurts. */
export interface Variant {
  readonly id: string
  /** What is different, in a sentence. */
  readonly says: string
  /** Which theorem it breaks. */
  readonly breaks: ClauseId
  readonly scope: Explorable<Exchange, Move>
}

/** A scope with a corrupt operator and other rules, or another habit of honest traders. */
export const corrupt = (id: string, setting: Setting, table: Table = rules, others: Others = {}) =>
  corruptScope(id, setting, { table, ...others })

/** A scope with an honest operator and other rules, or another habit of signing. */
export const honest = (id: string, setting: Setting, table: Table, ratify: Ratify = ratifyAll) =>
  honestScope(id, setting, { table, ratify })
