import * as E from 'fp-ts/lib/Either.js'
import { decode } from '../../spec/core/codec.js'
import { Depth } from '../../spec/order-book/types.js'
import type { Draw } from './draw.js'
import { html, type Markup } from './markup.js'

type Side = 'buys' | 'sells'
type Volumes = Readonly<Record<Side, ReadonlyMap<bigint, bigint>>>

const ROW = 24
const HEAD = 22
const WIDTH = 320
const BAR = 76
const EDGE = { buys: 122, sells: 198 } as const
const MOST_ROWS = 20

/** Depth as a ladder: a row for each price, buys to the left, sells to the right; dashed: what it is compared with. */
export const drawDepth: Draw = (moments) => {
  const read = moments.map(({ value, against }) => ({ now: volumesOf(value), before: volumesOf(against) }))
  const all = read.flatMap(({ now, before }) => [now, before]).filter((one) => one !== undefined)
  const prices = [...new Set(all.flatMap(({ buys, sells }) => [...buys.keys(), ...sells.keys()]))].sort(downwards)
  const most = all
    .flatMap(({ buys, sells }) => [...buys.values(), ...sells.values()])
    .reduce((a, b) => (b > a ? b : a), 1n)
  const shown = nearest(
    prices,
    all.findLast(({ buys, sells }) => buys.size + sells.size > 0),
  )
  return read.map(({ now, before }) =>
    now === undefined ? undefined : ladder(shown, prices.length - shown.length, most, now, before),
  )
}

const downwards = (a: bigint, b: bigint): number => (a < b ? 1 : a > b ? -1 : 0)

const volumesOf = (json: unknown): Volumes | undefined => {
  const depth = decode(Depth, json)
  if (E.isLeft(depth)) return undefined
  const side = (name: Side) => new Map(depth.right[name].map(({ price, volume }) => [price, volume]))
  return { buys: side('buys'), sells: side('sells') }
}

/** The prices around the spread, where there are too many to draw. */
const nearest = (prices: ReadonlyArray<bigint>, last: Volumes | undefined): ReadonlyArray<bigint> => {
  if (prices.length <= MOST_ROWS || last === undefined) return prices.slice(0, MOST_ROWS)
  const bestBuy = [...last.buys.keys()].reduce((a, b) => (b > a ? b : a), 0n)
  const middle = prices.findIndex((price) => price <= bestBuy)
  const from = Math.max(0, (middle < 0 ? prices.length : middle) - MOST_ROWS / 2)
  return prices.slice(Math.min(from, prices.length - MOST_ROWS)).slice(0, MOST_ROWS)
}

const ladder = (
  prices: ReadonlyArray<bigint>,
  left: number,
  most: bigint,
  now: Volumes,
  before: Volumes | undefined,
): Markup => {
  if (prices.length === 0) return html`<p class="none">No orders rest at any moment.</p>`
  const height = HEAD + prices.length * ROW
  return html`<svg class="depth" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${inWords(now)}">
<g class="head"><text x="${EDGE.buys}" y="14" text-anchor="end">Buys</text><text x="160" y="14" text-anchor="middle">Price</text><text x="${EDGE.sells}" y="14">Sells</text></g>
${prices.map((price, i) => {
  const y = HEAD + i * ROW
  return html`<g><text class="price" x="160" y="${y + 16}" text-anchor="middle">${short(price)}</text>${(['buys', 'sells'] as const).map((side) => bar(side, y, most, now[side].get(price), before?.[side].get(price), before === undefined))}</g>`
})}
</svg>${left > 0 ? html`<p class="none">${left} prices further from the spread are not drawn.</p>` : undefined}`
}

const bar = (
  side: Side,
  y: number,
  most: bigint,
  now: bigint | undefined,
  before: bigint | undefined,
  first: boolean,
): ReadonlyArray<Markup> => {
  const width = (volume: bigint): number => Number((volume * 1000n * BigInt(BAR)) / most) / 1000
  const x = (volume: bigint): number => (side === 'buys' ? EDGE.buys - width(volume) : EDGE.sells)
  const rect = (kind: string, volume: bigint): Markup =>
    html`<rect class="${kind}" x="${x(volume)}" y="${y + 3}" width="${width(volume)}" height="${ROW - 6}"/>`
  const end = now === undefined ? before : before === undefined || now > before ? now : before
  if (end === undefined) return []
  const changed = !first && now !== before
  const at = side === 'buys' ? EDGE.buys - width(end) - 5 : EDGE.sells + width(end) + 5
  return [
    ...(now === undefined ? [] : [rect(side, now)]),
    ...(changed && before !== undefined ? [rect('before', before)] : []),
    html`<text class="${changed ? 'changed' : 'volume'}" x="${at}" y="${y + 16}" text-anchor="${side === 'buys' ? 'end' : 'start'}">${now === undefined ? 'none' : short(now)}</text>`,
  ]
}

/** A number in at most six characters; the book beside the drawing has it in full. */
const short = (n: bigint): string => {
  const digits = String(n)
  return digits.length <= 6 ? digits : `${digits[0]}.${digits[1]}e${digits.length - 1}`
}

const inWords = ({ buys, sells }: Volumes): string =>
  (
    [
      ['Buys', buys],
      ['Sells', sells],
    ] as const
  )
    .map(
      ([name, side]) =>
        `${name}: ${side.size === 0 ? 'none' : [...side].map(([price, volume]) => `${volume} at ${price}`).join(', ')}`,
    )
    .join('. ')
