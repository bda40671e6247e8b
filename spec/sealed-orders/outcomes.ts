import type { Clauses } from '../core/clause.js'
import type { ClauseId } from '../core/ids.js'
import type { Moment } from './history.js'
import { nameOf } from './ledger.js'
import { shown } from './shown.js'
import type { Observation } from './types.js'

type Judge = (m: Moment) => ReadonlyArray<string>

/** A datum in one line, for a comparison and for a message. */
const line = (datum: unknown): string =>
  JSON.stringify(datum, (_, value) => {
    if (typeof value === 'bigint') return `${value}`
    return value instanceof Uint8Array ? nameOf(value) : value
  })

/** Something that is shown is what follows from the log. */
const shownAs =
  (...names: ReadonlyArray<keyof Observation>): Judge =>
  ({ observed, after }) =>
    names.flatMap((name) => {
      const [got, due] = [observed[name], shown[name](after)]
      return got === undefined || line(got) === line(due) ? [] : [`${name}: expected ${line(due)}, got ${line(got)}`]
    })

/** The book takes in what has become the open front of the log, and that in its sequence. */
const blindness: Judge = (m) => {
  const got = 'accepted' in m.answer ? m.answer.accepted.entered : []
  const due = m.expected?.entered ?? []
  const isDue = !('accepted' in m.answer) || m.expected === undefined || line(got) === line(due)
  return [...(isDue ? [] : [`the book takes in ${line(got)}, expected ${line(due)}`]), ...shownAs('visible')(m)]
}

/** Whoever opens an order that arrived before its trader's last one was acknowledged had a permit that nobody gave in the log. */
const oneAtATime: Judge = ({ event, answer, before, expected }) => {
  if ((event.tag !== 'open' && event.tag !== 'solve') || 'rejected' in answer || expected === undefined) return []
  const { trader } = event.order
  return [...before.orders.values()]
    .filter(({ order, isAcknowledged }) => order?.trader === trader && isAcknowledged !== true)
    .map(
      ({ sealed }) =>
        `${trader} has made another order while ${nameOf(sealed.reference)} is not acknowledged: it has a permit that the operator gave on the side`,
    )
}

const clause = <Id extends ClauseId>(id: Id, title: string, says: string, source: string, judge: Judge) => ({
  id,
  title,
  says,
  source,
  kind: 'invariant' as const,
  judge,
})

/** What follows from accepted events, and what is shown. */
export const outcomes: Pick<Clauses<'sealed-orders', Moment>, 'SO-34' | 'SO-35' | 'SO-36' | 'SO-37'> = {
  'SO-34': clause(
    'SO-34',
    'Blindness',
    'The book takes in the orders of the log in their sequence, up to the first that is closed, and each as soon as that is so.',
    'TEX III-E1, order book blindness; IV-E',
    blindness,
  ),
  'SO-35': clause(
    'SO-35',
    'Sealed until opened',
    'Every order is shown with how far it is, and with what it says only once it is open.',
    'TEX III-C1, IV-B',
    shownAs('orders', 'time', 'eon'),
  ),
  'SO-36': clause(
    'SO-36',
    'Behaviour score',
    'A receipt is prompt if it took no more than a quarter of the time that the fastest processor needs for the puzzle; the score is reward times the prompt less fine times the late.',
    'TEX IV-D, Equation 1',
    shownAs('scores'),
  ),
  'SO-37': clause(
    'SO-37',
    'One at a time',
    'A trader’s order is opened only when its order before is acknowledged, for no permit is given otherwise.',
    'TEX IV-A; III-E1',
    oneAtATime,
  ),
}
