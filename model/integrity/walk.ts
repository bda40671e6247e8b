import { currentEon } from '../../spec/commit-chain/ledger.js'
import type { Finding } from '../../spec/core/clause.js'
import { after, type Move, next, type State } from '../../spec/integrity/automaton.js'
import { lapsedOf } from '../../spec/integrity/challenges.js'
import { judge } from '../../spec/integrity/clauses.js'
import { type Dealing, dueOf, type Evidence, showDealing } from '../../spec/integrity/dealing.js'
import { type Passage, type Standpoint, standpointOf } from '../../spec/integrity/passage.js'
import { movesBetween } from '../../spec/integrity/refinement.js'
import type { Move as Step } from '../commit-chain/exchange.js'
import { type Exchange, operatorView } from '../commit-chain/exchange.js'
import { type Explorable, type Explored, explore, type Limits } from '../core/explore.js'

// Runs the map from the exchange to the automaton over everything that is explored, and counts the arrows taken.

const views = new WeakMap<Exchange, Evidence>()
const lists = new WeakMap<Exchange['drafts'], Evidence['signed']>()

/** What there is to judge the operator of an exchange by; the same object for the same exchange. */
export const evidenceOf = (exchange: Exchange): Evidence => {
  const known = views.get(exchange)
  if (known !== undefined) return known
  const view = operatorView(exchange)
  const signed = lists.get(exchange.drafts) ?? view.signed
  lists.set(exchange.drafts, signed)
  const evidence = { ...view, signed }
  views.set(exchange, evidence)
  return evidence
}

/** The dealings of a run that a step at this moment may concern: all that is planned and not passive, and every account. */
export const dealingsOf = ({ cast: { plan, params }, ledger }: Exchange): ReadonlyArray<Dealing> => {
  const now = currentEon(ledger)
  const eons = [now - 2n, now - 1n, now].filter((eon) => eon >= 1n)
  return eons.flatMap(
    (eon): ReadonlyArray<Dealing> => [
      ...plan
        .filter((intent) => intent.eon === eon && !('transfer' in intent && intent.transfer.passive))
        .map(
          (intent): Dealing =>
            'swap' in intent
              ? { kind: 'swap', eon, swap: intent.swap }
              : { kind: 'transfer', eon, transfer: intent.transfer },
        ),
      ...params.traders.flatMap(({ trader }) =>
        params.coins.map((coin): Dealing => ({ kind: 'account', eon, trader, coin })),
      ),
    ],
  )
}

/** Reads how a dealing stands; `standpointOf` itself, or one that remembers. */
export type Reader = (exchange: Exchange, dealing: Dealing) => Standpoint

/** Reads every time anew. */
export const freshReader: Reader = (exchange, dealing) => standpointOf(evidenceOf(exchange), dealing)

const names = new WeakMap<object, number>()
let named = 0

/** A number for each update: one and the same update of a cast is one object. */
const nameOf = (update: object): number => {
  const name = names.get(update) ?? named++
  names.set(update, name)
  return name
}

/**
 * What a standpoint depends on: the two checkpoints, what was signed in the eon, what was requested up to it, the time,
 * and the challenges that have lapsed. Deposits are the same in every run of a cast.
 */
const dependsOn = (exchange: Exchange, dealing: Dealing): string => {
  const { commitments, drafts, ledger } = exchange
  const due = dueOf(dealing)
  const now = currentEon(ledger)
  return [
    showDealing(dealing),
    dealing.kind === 'transfer' ? dealing.transfer.nonce : dealing.kind === 'swap' ? dealing.swap.nonce : '',
    now > due ? 'over' : '',
    commitments.get(dealing.eon)?.choice,
    commitments.get(due)?.choice,
    ...drafts.flatMap(({ update, isRatified }) =>
      update.eon === dealing.eon ? [`${nameOf(update)}${isRatified ? '!' : ''}`] : [],
    ),
    ...[...ledger.withdrawals].flatMap(([at, { amount }]) =>
      BigInt(at.split(' ')[2] as string) <= dealing.eon ? [`${at}=${amount}`] : [],
    ),
    ...lapsedOf(evidenceOf(exchange), dealing).map(({ kind, trader }) => `${kind}${trader}`),
  ].join('|')
}

/** Reads what it has not read before, and remembers it. For one cast only. */
export const rememberingReader = (): Reader => {
  const known = new Map<string, Standpoint>()
  return (exchange, dealing) => {
    const at = dependsOn(exchange, dealing)
    const standpoint = known.get(at) ?? freshReader(exchange, dealing)
    known.set(at, standpoint)
    return standpoint
  }
}

/** A step of the whole exchange, as the clauses of integrity judge it. */
export const passageOf = (before: Exchange, later: Exchange, read: Reader = freshReader): Passage => {
  const [was, is] = [evidenceOf(before), evidenceOf(later)]
  return {
    before: was,
    after: is,
    readings: dealingsOf(later).map((dealing) => ({
      dealing,
      was: read(before, dealing).state,
      moves: movesBetween(was, is, dealing),
      is: read(later, dealing),
    })),
    honest: later.cast.honest,
  }
}

/** How often an arrow was taken, over all dealings of all explored steps. */
export interface ArrowCount {
  readonly from: State
  readonly move: Move
  readonly to: State
  readonly count: number
}

/** What came of exploring with the automaton alongside. */
export interface Walked {
  readonly explored: Explored<Step>
  readonly findings: ReadonlyArray<Finding>
  readonly arrows: ReadonlyArray<ArrowCount>
  /** In how many explored states some dealing was in each state. */
  readonly visits: ReadonlyMap<State, number>
}

/** Explores a scope of the commit-chain, and judges every step of it by the clauses of integrity. */
export const walk = (scope: Explorable<Exchange, Step>, limits: Limits, read: Reader = rememberingReader()): Walked => {
  const taken = new Map<string, ArrowCount>()
  const visits = new Map<State, number>()
  const findings: Finding[] = []
  const look = (before: Exchange, later: Exchange): void => {
    const passage = passageOf(before, later, read)
    findings.push(...judge(passage))
    for (const { was, moves, is } of passage.readings) {
      visits.set(is.state, (visits.get(is.state) ?? 0) + 1)
      for (const [i, move] of moves.entries()) {
        const from = after(was, moves.slice(0, i))
        const to = next(from, move)
        const at = `${from} ${move}`
        taken.set(at, { from, move, to, count: (taken.get(at)?.count ?? 0) + 1 })
      }
    }
  }
  const explored = explore(scope, { ...limits, onStep: look })
  return { explored, findings, arrows: [...taken.values()], visits }
}
