import { fillsOf, leastPreferredMaker, leftover, makerOf, show } from './facts.js'
import type { Incoming, Moment } from './history.js'
import { compatible, isPreferred, makerSide, outputsOf } from './history.js'
import type { Removed } from './types.js'

/** Where an accepted submission departs from the self-trade rule that is agreed (OB-9). */
export const selfTrade = (m: Moment): ReadonlyArray<string> => {
  const { incoming } = m
  const gone = outputsOf(m.answer).removed.filter(({ why }) => why === 'self-trade')
  if (incoming === undefined) return gone.map(({ order }) => `${order} leaves for a self-trade, but no order came in`)
  if (m.params.selfTrade === 'allow')
    return gone.map(({ order }) => `${order} leaves for a self-trade, but self-trades are allowed`)
  const own = fillsOf(m).flatMap((fill) =>
    makerOf(m, fill)?.trader === incoming.trader
      ? [`${fill.maker} and ${fill.taker} trade, and both are of ${incoming.trader}`]
      : [],
  )
  return [
    ...own,
    ...(m.params.selfTrade === 'cancel-resting' ? cancelResting(m, incoming, gone) : cancelIncoming(m, incoming, gone)),
  ]
}

/** Own orders leave exactly if the incoming order reached them: it was not used up before. */
const cancelResting = (m: Moment, incoming: Incoming, gone: ReadonlyArray<Removed>): ReadonlyArray<string> => {
  const last = leastPreferredMaker(m)
  const spared = m.after.preferred(
    makerSide(incoming),
    incoming.price,
    m.params.preference,
    (order) => order.trader !== incoming.trader,
  )
  const passedOver = spared !== undefined && last !== undefined && isPreferred(m.params.preference, spared, last)
  return [
    ...gone.flatMap(({ order, volume }, i) => {
      const resting = m.before.get(order)
      if (
        resting === undefined ||
        resting.trader !== incoming.trader ||
        resting.side === incoming.side ||
        !compatible(resting.side, resting.price, incoming.price)
      )
        return [`${order} leaves for a self-trade, but ${incoming.order} cannot meet it`]
      if (gone.findIndex((other) => other.order === order) !== i) return [`${order} leaves twice`]
      if (volume !== resting.volume) return [`${order} leaves with ${volume}, but ${resting.volume} remained of it`]
      const reached = leftover(m) > 0n || (last !== undefined && isPreferred(m.params.preference, resting, last))
      return reached ? [] : [`${order} leaves for a self-trade, but ${incoming.order} was used up before it`]
    }),
    ...(passedOver
      ? [
          `${show(spared)} is of ${incoming.trader} too, and should have left before ${incoming.order} was filled against ${show(last)}`,
        ]
      : []),
  ]
}

/** What is left of the incoming order leaves exactly if an own order is the next that it would meet. */
const cancelIncoming = (m: Moment, incoming: Incoming, gone: ReadonlyArray<Removed>): ReadonlyArray<string> => {
  const last = leastPreferredMaker(m)
  const next = m.after.preferred(makerSide(incoming), incoming.price, m.params.preference)
  const own = m.after.preferred(
    makerSide(incoming),
    incoming.price,
    m.params.preference,
    (order) => order.trader !== incoming.trader,
  )
  const stops = next !== undefined && next.trader === incoming.trader && leftover(m) > 0n
  const passedOver = own !== undefined && last !== undefined && isPreferred(m.params.preference, own, last)
  return [
    ...gone.flatMap(({ order, volume }, i) => {
      if (order !== incoming.order)
        return [`${order} leaves for a self-trade, but it is the incoming order that should`]
      if (i > 0) return [`${order} leaves twice`]
      if (volume !== leftover(m)) return [`${order} leaves with ${volume}, but ${leftover(m)} remained of it`]
      return stops
        ? []
        : [
            `${order} leaves for a self-trade, but the next order that it would meet is ${next === undefined ? 'none' : show(next)}`,
          ]
    }),
    ...(stops && gone.length === 0
      ? [`${show(next)} is of ${incoming.trader} too, so what is left of ${incoming.order} should have left`]
      : []),
    ...(passedOver
      ? [`${show(own)} is of ${incoming.trader} too, and should have stopped ${incoming.order} before ${show(last)}`]
      : []),
  ]
}
