/**
 * The automaton of TEX VI-C3, Fig. 6: how one dealing of an eon goes, from the first signature to the checkpoint of the
 * next eon, and whether the operator can then close every challenge about it.
 */

/** Who makes a move. */
export type Actor = 'sender' | 'recipient' | 'trader' | 'operator'

/** What each state means. */
export const states = {
  s0: 'nothing of it is signed',
  s1: 'the sender has signed its update with the transfer',
  s2: 'the recipient has signed too',
  s3: "the operator's signature on such an update has reached the sender or the recipient",
  s4: 'the trader has signed its updates with the order, that of the coin sold at least',
  s5: "the operator's signature on such an update has reached the trader",
  s6: 'trapped: a swap challenge cannot be closed',
  s7: 'trapped: no swap challenge, but a balance or delivery challenge cannot be closed',
  s8: 'provable integrity: every challenge can be closed',
} as const

export type State = keyof typeof states

/** The states in their order. */
export const stateNames = Object.keys(states) as ReadonlyArray<State>

/** The state in which the operator has proven, or can prove, its integrity. */
export const accepting: ReadonlySet<State> = new Set<State>(['s8'])

/** The states that an operator never leaves again. */
export const rejecting: ReadonlySet<State> = new Set<State>(['s6', 's7'])

/** The states before the checkpoint: nothing is decided, neither accepted nor rejected. */
export const undecided: ReadonlyArray<State> = ['s0', 's1', 's2', 's3', 's4', 's5']

/** What can be done, by whom. What a checkpoint does to a dealing is one move: the first of these that fits it. */
export const moves = {
  sign: { by: 'sender', says: 'signs its update with the transfer' },
  accept: { by: 'recipient', says: 'signs its update with the transfer' },
  order: { by: 'trader', says: 'signs its updates with the order' },
  ratify: {
    by: 'operator',
    says: 'lets its signature on such an update reach a trader who has to be debited or credited',
  },
  debit: { by: 'operator', says: 'commits the side that takes, without the side that gives or without a proof of it' },
  misprice: { by: 'operator', says: 'commits both sides of an order below its limit' },
  overallot: { by: 'operator', says: 'commits more of a coin than there is, or a root to which it has no tree' },
  forge: { by: 'operator', says: 'commits an update that its trader never signed' },
  short: { by: 'operator', says: 'commits less than what is settled' },
  outdate: { by: 'operator', says: 'commits less than what it has countersigned' },
  include: { by: 'operator', says: 'commits both sides in the right amounts' },
  credit: { by: 'operator', says: 'commits only the side that gives, which nobody was promised to pay for' },
  discard: { by: 'operator', says: 'commits neither side' },
  omit: { by: 'operator', says: 'lets the eon end without a checkpoint' },
  cancel: { by: 'operator', says: 'cancels a withdrawal that overdraws what its trader signed' },
  contradict: { by: 'operator', says: 'reveals its signature on what the checkpoint left out' },
  lapse: { by: 'operator', says: 'leaves a balance or delivery challenge unanswered for more than an epoch' },
  'lapse-swap': { by: 'operator', says: 'leaves a swap challenge unanswered for more than an epoch' },
} as const satisfies Readonly<Record<string, { readonly by: Actor; readonly says: string }>>

export type Move = keyof typeof moves

/** The moves in their order. */
export const moveNames = Object.keys(moves) as ReadonlyArray<Move>

/** An arrow of the automaton. */
export interface Arrow {
  readonly from: State
  readonly move: Move
  readonly to: State
}

const from =
  (...sources: ReadonlyArray<State>) =>
  (move: Move, to: State): ReadonlyArray<Arrow> =>
    sources.map((source) => ({ from: source, move, to }))

/** Every arrow. What is not here is not enabled. */
export const arrows: ReadonlyArray<Arrow> = [
  // What is signed, off the chain.
  ...from('s0')('sign', 's1'),
  ...from('s1')('accept', 's2'),
  ...from('s1', 's2')('ratify', 's3'),
  ...from('s0')('order', 's4'),
  ...from('s4')('ratify', 's5'),
  // What is committed, by right.
  ...from('s0', 's1', 's2', 's4', 's5')('discard', 's8'),
  ...from('s2', 's3', 's4', 's5')('include', 's8'),
  ...from('s0', 's2', 's3', 's4', 's5')('credit', 's8'),
  // What is committed, by wrong.
  ...from('s1', 's2', 's3')('debit', 's7'),
  ...from('s4', 's5')('debit', 's6'),
  ...from('s4', 's5')('misprice', 's6'),
  ...(['overallot', 'forge', 'short', 'outdate', 'omit'] as const).flatMap((move) => from(...undecided)(move, 's7')),
  // After the checkpoint.
  ...from('s8')('cancel', 's8'),
  ...from('s8')('contradict', 's7'),
  ...from('s8')('lapse', 's7'),
  ...from('s8')('lapse-swap', 's6'),
]

const byMove: ReadonlyMap<string, State> = new Map(arrows.map((arrow) => [`${arrow.from} ${arrow.move}`, arrow.to]))

/** Whether a move is possible in a state, and of any consequence. */
export const isEnabled = (state: State, move: Move): boolean => byMove.has(`${state} ${move}`)

/**
 * The state after a move: exactly one for each state and each move. One that is not enabled keeps the state: it is
 * either not possible there (nobody commits twice), or of no consequence (a signature after the checkpoint).
 */
export const next = (state: State, move: Move): State => byMove.get(`${state} ${move}`) ?? state

/** The state after some moves. */
export const after = (state: State, made: ReadonlyArray<Move>): State => made.reduce(next, state)
