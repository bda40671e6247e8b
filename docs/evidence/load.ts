import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { clauseTexts } from '../../spec/clauses.js'
import { decode, showMalformed } from '../../spec/core/codec.js'
import { type Chapter, chapters } from '../../spec/core/ids.js'
import { predicatesOf } from '../source/predicate.js'
import { digestOf } from './digest.js'
import { ChapterRecord } from './types.js'

/** Where the record of a chapter is. */
export const recordFile = (root: string, chapter: string): string => join(root, 'docs', 'evidence', `${chapter}.json`)

/**
 * What was recorded of a chapter; nothing, where nothing was.
 *
 * @throws Error if the file is not a record
 */
export const readRecord = (root: string, chapter: Chapter): ChapterRecord | undefined => {
  const file = recordFile(root, chapter)
  if (!existsSync(file)) return undefined
  const record = decode(ChapterRecord, JSON.parse(readFileSync(file, 'utf8')))
  if (E.isLeft(record)) throw new Error(`${file}: ${record.left.map(showMalformed).join('; ')}`)
  return record.right
}

/** The digest of each clause of a chapter, as it is now. */
export const digestsOf = (root: string, chapter: Chapter): Readonly<Record<string, string>> => {
  const texts = clauseTexts.filter((text) => text.chapter === chapter)
  const predicates = predicatesOf(root, chapter, texts)
  return Object.fromEntries(texts.map((text) => [text.id, digestOf(text, predicates.get(text.id) ?? [])]))
}

/** Clauses of a chapter whose evidence was recorded of another wording, or not at all. */
export const differences = (
  chapter: string,
  recorded: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
): ReadonlyArray<string> =>
  recorded === undefined
    ? [`${chapter}: nothing is recorded`]
    : [...new Set([...Object.keys(now), ...Object.keys(recorded)])].flatMap((id) =>
        now[id] === recorded[id] ? [] : [`${id}: ${now[id] === undefined ? 'is no clause' : 'has changed'}`],
      )

/** All clauses whose evidence is to be recorded anew. */
export const outdated = (root: string): ReadonlyArray<string> =>
  chapters.flatMap((chapter) => differences(chapter, readRecord(root, chapter)?.digests, digestsOf(root, chapter)))
