import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { explain, isEnabled, type Machine, type Refusal, type Rules, step } from './machine.js'
import { coverage, replay, run, trace, violations } from './run.js'

/** A purse: a machine as small as they come, with two guards that can fail together. */
interface Purse {
  readonly coins: number
  readonly open: boolean
}
type Event = { readonly tag: 'take'; readonly coins: number } | { readonly tag: 'close' }

const rules: Rules<Purse, Event, string> = {
  take: {
    id: 'take',
    requires: [
      { clause: 'OB-18', says: 'the purse is open', holds: ({ open }) => open },
      { clause: 'OB-6', says: 'there is enough in it', holds: (purse, { coins }) => purse.coins >= coins },
    ],
    becomes: (purse, { coins }) => ({ state: { ...purse, coins: purse.coins - coins }, outputs: `took ${coins}` }),
  },
  close: { id: 'close', requires: [], becomes: (purse) => ({ state: { ...purse, open: false }, outputs: 'closed' }) },
}

const start: Purse = { coins: 5, open: true }
const take = (coins: number): Event => ({ tag: 'take', coins })
const close: Event = { tag: 'close' }

describe('a machine', () => {
  it('steps by its rules, and refuses by the first guard that fails', () => {
    expect(step(rules)(start, take(3))).toEqual(E.right({ state: { coins: 2, open: true }, outputs: 'took 3' }))
    const refused = (purse: Purse, event: Event): unknown =>
      E.mapLeft((refusal: Refusal) => ({ ...refusal, alsoFailing: refusal.alsoFailing() }))(step(rules)(purse, event))
    expect(refused(start, take(6))).toEqual(
      E.left({ rule: 'take', clause: 'OB-6', says: 'there is enough in it', alsoFailing: [] }),
    )
    expect(refused({ coins: 0, open: false }, take(1))).toMatchObject({
      left: { clause: 'OB-18', alsoFailing: ['OB-6'] },
    })
  })

  it('says what is enabled, and why', () => {
    expect(isEnabled(rules)(start, take(5))).toBe(true)
    expect(isEnabled(rules)(start, take(6))).toBe(false)
    expect(explain(rules)(start, take(6))).toEqual([
      { clause: 'OB-18', says: 'the purse is open', holds: true },
      { clause: 'OB-6', says: 'there is enough in it', holds: false },
    ])
  })

  it('runs, and a refused event changes nothing', () => {
    const events = [take(3), take(3), close, take(1)]
    expect(run(rules, start, events)).toEqual({ coins: 2, open: false })
    const { steps } = trace(rules, start, events)
    expect(steps.map(({ answer }) => answer._tag)).toEqual(['Right', 'Left', 'Right', 'Left'])
    expect(steps[1]?.after).toBe(steps[1]?.before)
    expect([...coverage(rules, steps)]).toEqual([
      ['take', 1],
      ['take/OB-18', 1],
      ['take/OB-6', 1],
      ['close', 1],
    ])
    expect(coverage(rules, [...steps, ...steps, ...steps]).get('take')).toBe(3)
  })

  it('replays what was recorded, and says where it first differs', () => {
    const agrees = (answer: E.Either<unknown, string>, recorded: string): boolean =>
      (E.isRight(answer) ? answer.right : 'refused') === recorded
    const recorded = [
      { event: take(3), answer: 'took 3' },
      { event: take(3), answer: 'refused' },
      { event: close, answer: 'closed' },
    ]
    expect(replay(rules, start, recorded, agrees)).toBeUndefined()
    expect(replay(rules, start, [...recorded.slice(0, 1), { event: take(1), answer: 'took 2' }], agrees)).toEqual({
      at: 1,
      expected: E.right('took 1'),
    })
  })

  it('is held to its invariants, in every state and on every step', () => {
    const machine = {
      chapter: 'order-book',
      init: () => start,
      rules,
      observe: {},
      invariants: [
        {
          name: 'never two',
          says: 'there are never two coins',
          kind: 'always',
          findings: ({ coins }) => (coins === 2 ? ['two coins'] : []),
        },
        {
          name: 'never closes',
          says: 'the purse stays open',
          kind: 'step',
          findings: ({ before, after }) =>
            before.open && !after.open ? [{ clause: 'OB-16', message: 'it closed' }] : [],
        },
      ],
    } satisfies Machine<void, Purse, Event, string, object>
    expect(violations(machine, trace(rules, start, [take(3), close]))).toEqual([
      { at: 0, invariant: 'never two', message: 'two coins' },
      { at: 1, invariant: 'never two', message: 'two coins' },
      { at: 1, invariant: 'never closes', message: 'it closed', clause: 'OB-16' },
    ])
  })
})
