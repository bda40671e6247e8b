import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decode } from '../../spec/core/codec.js'
import { Resting } from '../../spec/order-book/types.js'
import type { Draw, Moment } from './draw.js'
import { html, type Markup } from './markup.js'

const Book = t.readonlyArray(Resting)
type Book = t.TypeOf<typeof Book>

type Role = Moment['role']

/** The live orders, in sequence; those that are new or changed are marked, those that are gone struck out. */
export const drawBook: Draw = (moments) =>
  moments.map(({ value, against, role }) => {
    const now = decode(Book, value)
    const before = decode(Book, against)
    return E.isLeft(now) ? undefined : list(now.right, E.isLeft(before) ? undefined : before.right, role)
  })

const list = (now: Book, before: Book | undefined, role: Role): Markup => {
  const gone = (before ?? []).filter(({ order }) => !now.some((one) => one.order === order))
  if (now.length + gone.length === 0) return html`<p class="none">No orders rest.</p>`
  return html`<ol class="book">${now.map((one) => {
    const was = before?.find(({ order }) => order === one.order)
    return before === undefined || (was !== undefined && same(was, one))
      ? html`<li>${line(one)}</li>`
      : html`<li><mark>${line(one)}</mark> <small>${change(one, was, role)}</small></li>`
  })}${gone.map((one) => html`<li><del>${line(one)}</del> <small>${role === 'before' ? 'gone' : 'expected, but not there'}</small></li>`)}</ol>`
}

const same = (a: Book[number], b: Book[number]): boolean =>
  JSON.stringify(Resting.encode(a)) === JSON.stringify(Resting.encode(b))

const change = (now: Book[number], was: Book[number] | undefined, role: Role): string => {
  if (was === undefined) return role === 'before' ? 'new' : 'not expected'
  const what = same({ ...now, volume: was.volume }, was) ? String(was.volume) : 'otherwise'
  return `${role === 'before' ? 'was' : 'expected'} ${what}`
}

const line = ({ order, trader, side, price, volume, lastEon }: Book[number]): Markup =>
  html`<b>${order}</b> ${side} ${String(volume)} at ${String(price)} <small>by ${trader}, to eon ${String(lastEon)}</small>`
