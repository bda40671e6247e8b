import { createHash } from 'node:crypto'
import type { ClauseText } from '../../spec/core/clause.js'
import type { Region } from '../source/predicate.js'

/** What evidence was recorded of: the sentence of a clause and its predicate, in sixteen characters. */
export const digestOf = ({ says, kind }: ClauseText, regions: ReadonlyArray<Region>): string =>
  createHash('sha256')
    .update(JSON.stringify([says, kind, ...regions.map(({ code }) => code)]))
    .digest('hex')
    .slice(0, 16)
