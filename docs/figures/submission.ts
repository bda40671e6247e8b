import type { Json } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { html, type Markup } from '../../conformance/report/markup.js'
import type { Case } from '../../conformance/vectors/types.js'
import type { Event, Stage } from '../../spec/sealed-orders/types.js'

type Party = 'trader' | 'operator'

/** Who sends what to whom; who sends it to itself finds it out; the clock sends nothing. */
const MESSAGES: Readonly<
  Record<Event['tag'], { readonly from: Party; readonly to: Party; readonly says: string } | undefined>
> = {
  submit: { from: 'trader', to: 'operator', says: 'an order, sealed' },
  receipt: { from: 'operator', to: 'trader', says: 'a receipt for its place' },
  open: { from: 'trader', to: 'operator', says: 'what opens it' },
  solve: { from: 'operator', to: 'operator', says: 'squares on' },
  acknowledge: { from: 'operator', to: 'trader', says: 'permits for the next order' },
  advance: undefined,
  endEon: undefined,
}

/** What an event did, as the model shows it afterwards. */
interface Row {
  readonly tag: Event['tag']
  readonly time: string
  readonly eon: string
  readonly stage: Stage
  /** What anybody can read of the order; nothing, while it is sealed. */
  readonly order: string | undefined
}

interface ShownOrder {
  readonly stage: Stage
  readonly order?: Readonly<Record<'side' | 'base' | 'quote' | 'price' | 'volume', string>>
}

/** The first events of a vector, stepped through in the model. */
const rowsOf = (vector: Case, most: number): ReadonlyArray<Row> => {
  const kit = kitOf('sealed-orders')
  if (kit === undefined || vector.kind !== 'trace') throw new Error(`${vector.id} cannot be drawn`)
  const session = kit.open(vector.params)
  return vector.steps.slice(0, most).map(({ event }) => {
    const { answer, observed } = session.step(event, ['orders', 'time', 'eon'])
    if (!('accepted' in answer))
      throw new Error(`${vector.id}, which is to be drawn, is refused by ${answer.rejected.reason}`)
    const first = (observed.orders as unknown as ReadonlyArray<ShownOrder>)[0] as ShownOrder
    const { order } = first
    return {
      tag: (event as { readonly tag: Event['tag'] }).tag,
      time: observed.time as string & Json,
      eon: observed.eon as string & Json,
      stage: first.stage,
      order: order && `${order.side} ${order.volume} ${order.base} at ${order.price} ${order.quote}`,
    }
  })
}

const WIDTH = 620
const AT: Readonly<Record<Party, number>> = { trader: 54, operator: 306 }
const SEEN = 392
const ROW = 42
const HEAD = 34

const arrow = ({ tag, time, eon }: Row, y: number, tip: string): Markup => {
  const message = MESSAGES[tag]
  if (message === undefined)
    return html`<path class="pause" d="M${AT.trader - 40} ${y} H${WIDTH}"/><text class="small ground" x="${(AT.trader + AT.operator) / 2}" y="${y + 4}" text-anchor="middle">${tag === 'endEon' ? `eon ${eon} begins` : `time ${time}`}</text>`
  const { from, to, says } = message
  if (from === to)
    return html`<path class="message" d="M${AT[from]} ${y - 8} h34 v16 H${AT[from] + 5}" marker-end="url(#${tip})"/><text x="${AT[from] - 10}" y="${y + 4}" text-anchor="end">${says}</text>`
  const way = Math.sign(AT[to] - AT[from])
  return html`<path class="message" d="M${AT[from]} ${y} H${AT[to] - way * 5}" marker-end="url(#${tip})"/><text x="${(AT[from] + AT[to]) / 2}" y="${y - 7}" text-anchor="middle">${says}</text>`
}

const seen = ({ tag, stage, order }: Row, y: number): Markup | undefined =>
  tag === 'advance'
    ? undefined
    : html`<g class="${order === undefined ? 'closed' : 'read'}"><rect x="${SEEN}" y="${y - 17}" width="${WIDTH - SEEN - 1}" height="34" rx="6"/><text class="name" x="${SEEN + 12}" y="${y - 2}">${stage}</text><text class="small" x="${SEEN + 12}" y="${y + 12}">${order ?? 'nothing of it can be read'}</text></g>`

const inWords = (rows: ReadonlyArray<Row>): string =>
  rows
    .filter(({ tag }) => tag !== 'advance')
    .map(({ tag, stage, order }) => `after ${tag} it is ${stage}, ${order ?? 'and nothing of it can be read'}`)
    .join('; ')

/** What passes between trader and operator in the first events of a vector, and what everybody can see of the order. */
export const submission = (vector: Case, most = Number.POSITIVE_INFINITY): string => {
  const rows = rowsOf(vector, most)
  const height = HEAD + rows.length * ROW + 6
  const tip = `tip-${vector.id.replaceAll('/', '-')}`
  const y = (i: number): number => HEAD + i * ROW + ROW / 2 + 2
  const line = (party: Party): Markup =>
    html`<path class="life" d="M${AT[party]} ${HEAD - 8} V${height}"/><text class="name" x="${AT[party]}" y="16" text-anchor="middle">${party}</text>`
  return html`<svg class="submission" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${inWords(rows)}"><defs><marker id="${tip}" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>${line('trader')}${line('operator')}<text class="name" x="${SEEN}" y="16">everybody sees</text>${rows.map((row, i) => html`${arrow(row, y(i), tip)}${seen(row, y(i))}`)}</svg>`
    .markup
}
