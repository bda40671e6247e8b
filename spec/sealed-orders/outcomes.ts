import { type Clauses, invariant } from '../core/clause.js'
import { inOneLine } from '../core/codec.js'
import { shownAs } from '../core/history.js'
import type { Moment } from './history.js'
import { nameOf } from './ledger.js'
import { shown } from './shown.js'

type Judge = (m: Moment) => ReadonlyArray<string>

const seen = shownAs(shown)

/** The book takes in what has become the open front of the log, and that in its sequence. */
const blindness: Judge = (m) => {
  const got = 'accepted' in m.answer ? m.answer.accepted.entered : []
  const due = m.expected?.entered ?? []
  const isDue = !('accepted' in m.answer) || m.expected === undefined || inOneLine(got) === inOneLine(due)
  return [...(isDue ? [] : [`the book takes in ${inOneLine(got)}, expected ${inOneLine(due)}`]), ...seen('visible')(m)]
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

/** What follows from accepted events, and what is shown. */
export const outcomes: Pick<Clauses<'sealed-orders', Moment>, 'SO-34' | 'SO-35' | 'SO-36' | 'SO-37'> = {
  'SO-34': invariant(
    'SO-34',
    'Blindness',
    'The book takes in the orders of the log in their sequence, up to the first that is closed, and each as soon as that is so.',
    'TEX III-E1, order book blindness; IV-E',
    blindness,
  ),
  'SO-35': invariant(
    'SO-35',
    'Sealed until opened',
    'Every order is shown with how far it is, and with what it says only once it is open.',
    'TEX III-C1, IV-B',
    seen('orders', 'time', 'eon'),
  ),
  'SO-36': invariant(
    'SO-36',
    'Behaviour score',
    'A receipt is prompt if it took no more than a quarter of the time that the fastest processor needs for the puzzle; the score is reward times the prompt less fine times the late.',
    'TEX IV-D, Equation 1',
    seen('scores'),
  ),
  'SO-37': invariant(
    'SO-37',
    'One at a time',
    'A trader’s order is opened only when its order before is acknowledged, for no permit is given otherwise.',
    'TEX IV-A; III-E1',
    oneAtATime,
  ),
}
