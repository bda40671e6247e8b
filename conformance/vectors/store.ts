import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as E from 'fp-ts/lib/Either.js'
import { clauseTexts } from '../../spec/clauses.js'
import type { ClauseText } from '../../spec/core/clause.js'
import { decode, showMalformed } from '../../spec/core/codec.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { SPECIFICATION } from '../../spec/version.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import { format } from './format.js'
import { schemas } from './schema.js'
import { Case, Manifest } from './types.js'

/** The files of the vectors and their content: the same cases always give the same bytes. */
export const filesOf = (cases: ReadonlyArray<Case>, kits: ReadonlyArray<Kit>): ReadonlyMap<string, string> => {
  const caseFiles = cases.map((one): [string, string] => [`${one.id}.json`, format(Case.encode(one) as Json)])
  const schemaFiles = [...schemas(kits)].map(([name, schema]): [string, string] => [`schema/${name}`, format(schema)])
  const listed = caseFiles.map(([file, text], i) => ({ id: (cases[i] as Case).id, file, sha256: checksum(text) }))
  const manifest: Manifest = {
    specification: SPECIFICATION,
    cases: listed,
    schemas: schemaFiles.map(([file, text]) => ({ file, sha256: checksum(text) })),
    clauses: Object.fromEntries(
      clauseTexts.map((text) => {
        const about = listed.filter((_, i) => (cases[i] as Case).clauses.includes(text.id))
        return [text.id, { ...countsOf(cases, text.id), hash: contentHash(text, about) }]
      }),
    ),
  }
  return new Map([
    ...caseFiles,
    ...schemaFiles,
    ['clauses.json', format(clauseTexts as unknown as Json)],
    ['manifest.json', format(Manifest.encode(manifest) as unknown as Json)],
  ])
}

const countsOf = (cases: ReadonlyArray<Case>, id: ClauseId) => {
  const about = cases.filter(({ clauses }) => clauses.includes(id))
  return {
    positive: about.filter(({ negative }) => !negative).length,
    negative: about.filter(({ negative }) => negative).length,
  }
}

/**
 * What a clause comes to: its sentence, its kind, and every vector that is about it. Whoever was checked against a
 * clause with this hash need not be checked again; the source and the title may be mended without touching it.
 */
const contentHash = (
  { id, says, kind }: ClauseText,
  about: ReadonlyArray<{ readonly id: string; readonly sha256: string }>,
): string => checksum(JSON.stringify([id, says, kind, about.map((one) => [one.id, one.sha256])]))

const checksum = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** Writes the vectors and removes what is not one of them any more; says how many files changed. */
export const writeVectors = async (
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<{ readonly changed: number; readonly removed: number }> => {
  const present = await filesIn(directory)
  const stale = present.filter((file) => !files.has(file))
  for (const file of stale) await rm(join(directory, file))
  let changed = 0
  for (const [file, text] of files) {
    const path = join(directory, file)
    if ((await readIfThere(path)) === text) continue
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    changed += 1
  }
  return { changed, removed: stale.length }
}

/** What is wrong with the vectors in a directory, one line each: a file that differs from what the model produces, is missing, or is not one. */
export const checkVectors = async (
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyArray<string>> => {
  const wrong: string[] = []
  for (const [file, text] of files) {
    const found = await readIfThere(join(directory, file))
    if (found === undefined) wrong.push(`${file}: missing; run "touchstone vectors write"`)
    else if (found !== text) wrong.push(`${file}: ${firstDifference(found, text)}`)
  }
  for (const file of await filesIn(directory))
    if (!files.has(file)) wrong.push(`${file}: is not a vector; run "touchstone vectors write"`)
  return wrong
}

const firstDifference = (found: string, expected: string): string => {
  const [foundLines, expectedLines] = [found.split('\n'), expected.split('\n')]
  const line = expectedLines.findIndex((text, i) => foundLines[i] !== text)
  return line < 0
    ? `has lines after line ${expectedLines.length}`
    : `line ${line + 1}: expected ${cut(expectedLines[line])}, got ${cut(foundLines[line])}`
}

const cut = (line = ''): string => (line.length > 100 ? `${line.trim().slice(0, 100)}...` : line.trim() || 'nothing')

/** Reads a manifest, or says how it is malformed. */
export const readManifest = (path: string): Promise<E.Either<ReadonlyArray<string>, Manifest>> =>
  readJson(path, Manifest.name, (json) => decode(Manifest, json))

/** Reads every case of a directory of vectors through its manifest, or says which file is malformed and how. */
export const readVectors = async (directory: string): Promise<E.Either<ReadonlyArray<string>, ReadonlyArray<Case>>> => {
  const manifest = await readManifest(join(directory, 'manifest.json'))
  if (E.isLeft(manifest)) return manifest
  const wrong: string[] = []
  const cases: Case[] = []
  for (const { file, sha256: expected } of manifest.right.cases) {
    const read = await readCase(join(directory, file), expected)
    if (E.isLeft(read)) wrong.push(...read.left)
    else cases.push(read.right)
  }
  return wrong.length > 0 ? E.left(wrong) : E.right(cases)
}

/** Reads one case; every datum in it is decoded with its chapter's codecs. */
export const readCase = async (
  path: string,
  expectedChecksum?: string,
): Promise<E.Either<ReadonlyArray<string>, Case>> =>
  readJson(
    path,
    'Case',
    (json) => {
      const decoded = decode(Case, json)
      if (E.isLeft(decoded)) return decoded
      const inner = malformedInside(decoded.right as Case)
      return inner.length > 0 ? E.left(inner) : E.right(decoded.right as Case)
    },
    expectedChecksum,
  )

const readJson = async <A>(
  path: string,
  what: string,
  read: (
    json: unknown,
  ) => E.Either<ReadonlyArray<{ readonly path: string; readonly expected: string; readonly actual: string }>, A>,
  expectedChecksum?: string,
): Promise<E.Either<ReadonlyArray<string>, A>> => {
  const text = await readIfThere(path)
  if (text === undefined) return E.left([`${path}: no such file; expected a ${what}`])
  if (expectedChecksum !== undefined && checksum(text) !== expectedChecksum)
    return E.left([
      `${path}: its checksum is not the one in the manifest; it was changed by hand, or the manifest is of another version`,
    ])
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return E.left([`${path}: not JSON: ${(error as Error).message}`])
  }
  const decoded = read(json)
  return E.isLeft(decoded) ? E.left(decoded.left.map((one) => `${path}: ${showMalformed(one)}`)) : decoded
}

/** What is malformed in the data of a case that only its chapter knows. */
const malformedInside = (one: Case) => {
  const kit = kitOf(one.chapter)
  if (kit === undefined)
    return [{ path: 'chapter', expected: 'a chapter that this version tests', actual: one.chapter }]
  const at = (path: string, codec: Kit['codecs']['event'], datum: unknown) => {
    const decoded = decode(codec, datum)
    return E.isLeft(decoded)
      ? decoded.left.map((wrong) => ({ ...wrong, path: wrong.path === '' ? path : `${path}.${wrong.path}` }))
      : []
  }
  if (one.kind === 'function') return []
  if (one.kind === 'judgement') return at('history', kit.codecs.history, one.history)
  return [
    ...at('params', kit.codecs.params, one.params),
    ...one.steps.flatMap(({ event, answer, observed }, i) => [
      ...at(`steps[${i}].event`, kit.codecs.event, event),
      ...('accepted' in answer ? at(`steps[${i}].answer`, kit.codecs.answer, answer) : []),
      ...at(`steps[${i}].observed`, kit.codecs.observation, observed),
    ]),
  ]
}

/** Every file of a folder of vectors with its content, in the order of the names. */
export const vectorFiles = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const names = [...(await filesIn(directory))].sort()
  return new Map(
    await Promise.all(names.map(async (file) => [file, await readFile(join(directory, file), 'utf8')] as const)),
  )
}

const filesIn = async (directory: string): Promise<ReadonlyArray<string>> => {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
  } catch {
    return []
  }
}

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}
