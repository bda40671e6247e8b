import type { ClauseId } from '../../spec/core/ids.js'
import { type Guard, type Rule, type Rules, ruleOf, type Tagged } from './machine.js'

/** A machine with one mistake in its table of rules. */
export interface Mutation<State, Event extends Tagged, Outputs> {
  readonly id: string
  /** The clause that it breaks. */
  readonly clause: ClauseId
  readonly says: string
  readonly rules: Rules<State, Event, Outputs>
}

/**
 * The mistakes that a table of rules itself suggests: every guard left out once, and every two neighbouring guards
 * swapped, so that another reason is given where both fail.
 */
export const mutations = <State, Event extends Tagged, Outputs>(
  rules: Rules<State, Event, Outputs>,
): ReadonlyArray<Mutation<State, Event, Outputs>> =>
  Object.keys(rules).flatMap((tag) => {
    const rule = ruleOf(rules, { tag } as Event)
    const withGuards = (requires: Rule<State, Event, Outputs>['requires']): Rules<State, Event, Outputs> => ({
      ...rules,
      [tag]: { ...rule, requires },
    })
    const name = (guard: Guard<State, Event>): string => {
      const same = rule.requires.filter(({ clause }) => clause === guard.clause)
      return same.length === 1 ? guard.clause : `${guard.clause}.${same.indexOf(guard) + 1}`
    }
    return [
      ...rule.requires.map((guard) => ({
        id: `drop:${rule.id}/${name(guard)}`,
        clause: guard.clause,
        says: `the rule ${rule.id} forgets that ${guard.says}`,
        rules: withGuards(rule.requires.filter((other) => other !== guard)),
      })),
      ...rule.requires.slice(1).map((second, i) => {
        const first = rule.requires[i] as Guard<State, Event>
        return {
          id: `swap:${rule.id}/${name(first)}+${name(second)}`,
          clause: first.clause,
          says: `the rule ${rule.id} asks whether ${second.says} before whether ${first.says}`,
          rules: withGuards(rule.requires.map((guard, at) => (at === i ? second : at === i + 1 ? first : guard))),
        }
      }),
    ]
  })
