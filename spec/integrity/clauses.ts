import type { Ending } from '../commit-chain/ending.js'
import { currentEon, epochOf, type Ledger, position, startOf } from '../commit-chain/ledger.js'
import { allotmentOf } from '../commit-chain/proofs.js'
import { theorems } from '../commit-chain/theorems.js'
import { type Clauses, type Finding, findings } from '../core/clause.js'
import { type Arrow, accepting, after, moveNames, rejecting, type State, stateNames, undecided } from './automaton.js'
import { dueOf, isCommitted, showDealing } from './dealing.js'
import type { Passage, Reading } from './passage.js'

/** An automaton, as a table. */
export interface Automaton {
  readonly arrows: ReadonlyArray<Arrow>
  readonly next: (state: State, move: Arrow['move']) => State
}

/** What the clauses of this chapter judge. */
export type Subject = Automaton | Passage

const ofAutomaton =
  (judge: (automaton: Automaton) => ReadonlyArray<string>) =>
  (subject: Subject): ReadonlyArray<string> =>
    'arrows' in subject ? judge(subject) : []

/** Judges a step of a run, dealing by dealing. */
const ofDealing =
  (judge: (reading: Reading, passage: Passage) => ReadonlyArray<string>) =>
  (subject: Subject): ReadonlyArray<string> =>
    'arrows' in subject
      ? []
      : subject.readings.flatMap((reading) =>
          judge(reading, subject).map((message) => `${showDealing(reading.dealing)}: ${message}`),
        )

// IN-1

const total = ({ arrows, next }: Automaton): ReadonlyArray<string> => {
  const wrong = stateNames.flatMap((from) =>
    moveNames.flatMap((move) => {
      const targets = arrows.filter((arrow) => arrow.from === from && arrow.move === move).map(({ to }) => to)
      const expected = targets[0] ?? from
      if (targets.length > 1) return [`${move} leads from ${from} to ${targets.join(' and ')}`]
      return next(from, move) === expected ? [] : [`${move} leads from ${from} to ${next(from, move)}, not ${expected}`]
    }),
  )
  const reached = new Set<State>(['s0'])
  for (const _ of stateNames) for (const { from, to } of arrows) if (reached.has(from)) reached.add(to)
  const unreached = stateNames.filter((state) => !reached.has(state)).map((state) => `nothing leads to ${state}`)
  const stuck = undecided
    .filter((state) => !arrows.some(({ from, to }) => from === state && accepting.has(to)))
    .map((state) => `from ${state} no honest operator comes to s8`)
  return [...wrong, ...unreached, ...stuck]
}

// IN-7

/** The run as it would end if the present checkpoint passed its challenges: the theorems judge that. */
const ifPassed = ({ after: { ledger, signed, proof }, honest }: Passage, eon: bigint): Ending => ({
  ledger: { ...ledger, halt: undefined, block: startOf(ledger.params, eon + 1n) + epochOf(ledger.params) },
  honest,
  signed,
  committed: (of, coin, trader) => {
    const shown = proof(of, coin, trader)
    return shown && { amount: allotmentOf(shown), passive: shown.passive, update: shown.update }
  },
  evidence: proof,
})

const promises = [theorems['CC-45'], theorems['CC-46'], theorems['CC-49'], theorems['CC-50']]

const breached = (passage: Passage): ReadonlyArray<string> => {
  const { before, after: later, readings } = passage
  const eon = currentEon(later.ledger)
  if (isCommitted(before.ledger, eon) || !isCommitted(later.ledger, eon)) return []
  const broken = promises.flatMap(({ judge }) => judge(ifPassed(passage, eon)))
  return readings.some(({ dealing, is }) => dueOf(dealing) === eon && rejecting.has(is.state))
    ? []
    : broken.map((message) => `no dealing is trapped, although ${message}`)
}

// IN-8

/** Whether the challenges of an eon have run out, or the exchange is halted. */
const isSettled = (ledger: Ledger, eon: bigint): boolean =>
  ledger.halt !== undefined ||
  currentEon(ledger) > eon + 1n ||
  (currentEon(ledger) === eon + 1n && position(ledger) >= epochOf(ledger.params))

const unhalted = (
  { dealing, is: { state, victims } }: Reading,
  { after: { ledger }, honest }: Passage,
): ReadonlyArray<string> => {
  const due = dueOf(dealing)
  const isWatched = victims.some((trader) => honest.traders.includes(trader))
  if (!isSettled(ledger, due) || !rejecting.has(state) || !isWatched) return []
  return ledger.halt !== undefined && ledger.halt.safe < due
    ? []
    : [`the operator is trapped, and the checkpoint of eon ${due} stands`]
}

/** The clauses of the chapter. */
export const integrityClauses: Clauses<'integrity', Subject> = {
  'IN-1': {
    id: 'IN-1',
    title: 'Total',
    says: 'In every state every move has exactly one successor; every state is reached; and before the checkpoint an honest operator always has a move to s8.',
    source: 'TEX VI-C3, Fig. 6',
    kind: 'invariant',
    judge: ofAutomaton(total),
  },
  'IN-2': {
    id: 'IN-2',
    title: 'Refinement',
    says: 'Every step of the exchange is, in every dealing, a sequence of moves of the automaton that leads to the state of the dealing after it; with the checkpoint the dealing is decided.',
    source: 'TEX VI-C3; Touchstone',
    kind: 'invariant',
    judge: ofDealing(({ dealing, was, moves, is: { state: is } }, { after: { ledger } }) => {
      const expected = after(was, moves)
      const isOpen = isCommitted(ledger, dueOf(dealing)) && undecided.includes(is)
      return [
        ...(expected === is ? [] : [`${moves.join(', ') || 'nothing'} leads from ${was} to ${expected}, not to ${is}`]),
        ...(isOpen ? [`it is still in ${is} after the checkpoint`] : []),
      ]
    }),
  },
  'IN-3': {
    id: 'IN-3',
    title: 'What the challenges say',
    says: 'A dealing is in s8 exactly if every challenge about it that anybody can open is closed by some answer that the operator can build; in s6 exactly if a swap challenge is not; in s7 exactly if only a balance or delivery challenge is not. Of several that lapsed the first decides, and of those of one block a swap challenge.',
    source: 'TEX VI-C3, provable integrity; chapter Commit-chain, CC-10 to CC-36',
    kind: 'invariant',
    judge: ofDealing(({ is: { state: is, said } }) =>
      said === undefined || said.state === is
        ? []
        : [`it is in ${is}; ${said.against.join(' and ') || 'nothing'} cannot be closed, which is ${said.state}`],
    ),
  },
  'IN-4': {
    id: 'IN-4',
    title: 'Trapped is trapped',
    says: 'Nothing leads out of s6 and s7.',
    source: 'TEX VI-C3, Fig. 6, reject states',
    kind: 'invariant',
    judge: (subject) => [
      ...ofAutomaton(({ arrows, next }) =>
        [...rejecting].flatMap((state) => [
          ...arrows.filter(({ from }) => from === state).map(({ move, to }) => `${move} leads from ${state} to ${to}`),
          ...moveNames.filter((move) => next(state, move) !== state).map((move) => `${move} leads out of ${state}`),
        ]),
      )(subject),
      ...ofDealing(({ was, is: { state: is } }) =>
        rejecting.has(was) && is !== was ? [`it was in ${was}, and is in ${is}`] : [],
      )(subject),
    ],
  },
  'IN-5': {
    id: 'IN-5',
    title: 'Cancelling by right',
    says: 'Cancelling an overdrawn withdrawal leaves a dealing in s8 in s8.',
    source: 'TEX VI-C3, s8 to s8',
    kind: 'invariant',
    judge: ofDealing(({ was, moves, is: { state: is } }) =>
      was === 's8' && is !== 's8' && moves.includes('cancel') ? [`a withdrawal was cancelled, and it is in ${is}`] : [],
    ),
  },
  'IN-6': {
    id: 'IN-6',
    title: 'Honest is free',
    says: 'An honest operator is never in s6 or s7, whatever the traders do.',
    source: 'TEX VI-C3; Fig. 6; chapter Commit-chain, CC-47',
    kind: 'invariant',
    judge: ofDealing(({ is: { state: is } }, { honest }) =>
      honest.operator && rejecting.has(is) ? [`an honest operator is in ${is}`] : [],
    ),
  },
  'IN-7': {
    id: 'IN-7',
    title: 'Dishonest is trapped',
    says: 'A checkpoint that would break custody, the limit of a swap, a delivery or the total of a coin for an honest trader has a dealing in s6 or s7.',
    source: 'TEX VI-C3; chapter Commit-chain, CC-45, CC-46, CC-49, CC-50',
    kind: 'invariant',
    judge: (subject) => ('arrows' in subject ? [] : breached(subject)),
  },
  'IN-8': {
    id: 'IN-8',
    title: 'Trapped is halted',
    says: 'Where a dealing is in s6 or s7 to the harm of a trader that follows the honest strategy, the exchange halts, and all recover from an earlier checkpoint.',
    source: 'TEX VI-C3; III-C2d; chapter Commit-chain, honest strategies',
    kind: 'invariant',
    judge: ofDealing(unhalted),
  },
}

/** Everything that the clauses find wrong with an automaton or with a step of a run. */
export const judge = (subject: Subject): ReadonlyArray<Finding> => findings(integrityClauses, subject)
