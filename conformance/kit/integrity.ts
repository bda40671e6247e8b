import * as fc from 'fast-check'
import * as t from 'io-ts'
import { exactly, oneOf } from '../../spec/core/codec.js'
import {
  accepting,
  type Move,
  moveNames,
  next,
  rejecting,
  type State,
  stateNames,
} from '../../spec/integrity/automaton.js'
import { decodeOrThrow } from './decode.js'
import type { DerivedMutant, Json, Kit } from './kit.js'

const StateCodec = oneOf('State', ...(stateNames as unknown as readonly [State]))
const MoveCodec = oneOf('Move', ...(moveNames as unknown as readonly [Move]))
const Arguments = exactly('AutomatonArguments', { from: StateCodec, moves: t.readonlyArray(MoveCodec) })

const verdictOf = (state: State): string => {
  if (accepting.has(state)) return 'accepted'
  return rejecting.has(state) ? 'rejected' : 'undecided'
}

/** The automaton with some step: the states that moves lead through, and what the last one means. */
const automaton =
  (step: (state: State, move: Move) => State) =>
  (args: Json): Json => {
    const { from, moves } = decodeOrThrow(Arguments, args)
    const states: State[] = [from]
    for (const move of moves) states.push(step(states.at(-1) as State, move))
    return { states, verdict: verdictOf(states.at(-1) as State) }
  }

const wrong = (
  id: string,
  clause: DerivedMutant['clause'],
  says: string,
  step: (state: State, move: Move) => State,
): DerivedMutant => ({
  id: `automaton:${id}`,
  clause,
  says,
  functions: { automaton: automaton(step) },
})

/** The automaton as TEX has it, and as it is easily got wrong. */
const derived: ReadonlyArray<DerivedMutant> = [
  wrong(
    'debit-after-both',
    'IN-1',
    'a debit of the sender only, when both had signed, is nothing (TEX VI-C3, T47)',
    (state, move) => (state === 's2' && move === 'debit' ? 's2' : next(state, move)),
  ),
  wrong('left-from-trap', 'IN-4', 'who is trapped may still commit rightly', (state, move) =>
    rejecting.has(state) && move === 'include' ? 's8' : next(state, move),
  ),
  wrong('omitted', 'IN-1', 'without a checkpoint nothing happens (T50)', (state, move) =>
    move === 'omit' ? state : next(state, move),
  ),
  wrong('one-trap', 'IN-1', 'there is one trap only', (state, move) =>
    next(state, move) === 's6' ? 's7' : next(state, move),
  ),
  wrong('silence', 'IN-1', 's8 is kept whatever the operator leaves unanswered (T49)', (state, move) =>
    state === 's8' ? 's8' : next(state, move),
  ),
]

const noMachine = (): never => {
  throw new Error('the chapter on integrity has no machine of its own')
}

/** Integrity, as the kit sees it: the automaton, as a function. */
export const integrityKit: Kit = {
  chapter: 'integrity',
  codecs: { params: t.unknown, event: t.unknown, answer: t.unknown, observation: t.unknown, history: t.unknown },
  options: [{ id: 'evaluate=automaton', says: 'the automaton of one dealing', group: 'evaluate' }],
  observations: [],
  needs: () => [],
  normalise: (outputs) => outputs,
  open: noMachine,
  derived,
  judge: () => [],
  params: fc.constant({}),
  functions: { automaton: automaton(next) },
}
