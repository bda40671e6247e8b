import type { Json } from '../kit/kit.js'
import { drawBook } from './draw-book.js'
import { drawDepth } from './draw-depth.js'
import type { Markup } from './markup.js'

/** What was observed at one moment, and what it is to be compared with. */
export interface Moment {
  readonly value: Json
  readonly against: Json | undefined
  /** What it is compared with: the moment before, or what the model expected where an implementation showed this. */
  readonly role: 'before' | 'expected'
}

/**
 * Draws one observation through all moments of a run, so that they share one scale. Nothing for a moment whose value
 * has another form: it is then shown as JSON. The values come from an implementation, too: anything may be in them.
 */
export type Draw = (moments: ReadonlyArray<Moment>) => ReadonlyArray<Markup | undefined>

/** How observations are drawn, by their name. A chapter with something to draw has an entry here; all else is JSON. */
export const drawings: Readonly<Record<string, Draw>> = { depth: drawDepth, book: drawBook }
