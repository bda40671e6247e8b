import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { clauseTexts } from '../../spec/clauses.js'
import { kitOf, kits } from '../kit/kits.js'
import { vectorsDirectory } from '../kit/root.js'
import { handMade } from '../mutants/kill.js'
import { archive, itf, ndjson } from '../vectors/export.js'
import { format } from '../vectors/format.js'
import { checkVectors, filesOf, readManifest, vectorFiles, writeVectors } from '../vectors/store.js'
import type { Case, Manifest } from '../vectors/types.js'
import { loadCases } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import { write } from './reports.js'

/** The options of `touchstone clauses`. */
export interface ClausesOptions {
  readonly json?: boolean
  /** A manifest of the vectors of another version. */
  readonly since?: string
}

/** Every vector as this version makes it; what makes them is loaded only where it is needed. */
const generated = async (): Promise<ReadonlyArray<Case>> => (await import('../vectors/cases.js')).allCases()

/** `touchstone vectors write`: makes the vectors anew from the model and the clauses. */
export const writeCommand = async (): Promise<number> => {
  const files = filesOf(await generated(), kits)
  const { changed, removed } = await writeVectors(vectorsDirectory(), files)
  console.log(`${files.size} files, ${changed} changed, ${removed} removed`)
  return EXIT.conformant
}

/** `touchstone vectors check`: whether the vectors are what the model and the clauses produce, byte for byte, and well-formed. */
export const checkCommand = async (): Promise<number> => {
  const files = filesOf(await generated(), kits)
  const wrong = await checkVectors(vectorsDirectory(), files)
  for (const line of wrong) console.error(`vectors/${line}`)
  if (wrong.length > 0) return EXIT.notConformant
  const cases = await loadCases(vectorsDirectory())
  const negative = cases.filter((one) => one.negative).length
  console.log(`${files.size} files are what the model produces; ${cases.length} cases, ${negative} of them negative`)
  return EXIT.conformant
}

/** `touchstone vectors list`: the id of every case, and what it is meant to catch. */
export const listCommand = async (): Promise<number> => {
  for (const { id, comment } of await loadCases(vectorsDirectory())) console.log(`${id}  ${comment}`)
  return EXIT.conformant
}

/** `touchstone vectors export`: the vectors in a format that other programs read. */
export const exportCommand = async (form: string, { out }: { readonly out: string }): Promise<number> => {
  if (!isForm(form)) throw new UsageError(`export ${form}: expected one of ${FORMS.join(', ')}`)
  const cases = await loadCases(vectorsDirectory())
  if (form === 'ndjson') await write(out, ndjson(cases))
  else if (form === 'zip') await writeArchive(out)
  else for (const [file, text] of itfFiles(cases)) await write(join(out, file), text)
  const traces = cases.filter(({ kind }) => kind === 'trace').length
  console.log(form === 'itf' ? `${out}: ${traces} traces, a file each` : `${out}: ${cases.length} cases`)
  return EXIT.conformant
}

const FORMS = ['ndjson', 'itf', 'zip'] as const
const isForm = (form: string): form is (typeof FORMS)[number] => (FORMS as ReadonlyArray<string>).includes(form)

/** The traces in the Informal Trace Format, each with the name of its file. */
const itfFiles = (cases: ReadonlyArray<Case>): ReadonlyArray<readonly [string, string]> =>
  cases.flatMap((one) => {
    const kit = kitOf(one.chapter)
    return one.kind === 'trace' && kit !== undefined ? [[`${one.id}.itf.json`, format(itf(kit, one))] as const] : []
  })

/** Everything in the folder of the vectors, checksums included, in one file that is always the same bytes. */
const writeArchive = async (out: string): Promise<void> => {
  const files = await vectorFiles(vectorsDirectory())
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, archive(files))
}

/** `touchstone clauses`: every clause and how much evidence there is for it, or what has changed of them. */
export const clausesCommand = async ({ json, since }: ClausesOptions): Promise<number> => {
  const counts = (await manifestAt(join(vectorsDirectory(), 'manifest.json'))).clauses
  if (since !== undefined) return showChanges((await manifestAt(since)).clauses, counts)
  const mutants = [...handMade, ...kits.flatMap(({ derived }) => derived)].map(({ clause }) => clause)
  const rows = clauseTexts.map((text) => {
    const { positive = 0, negative = 0, hash = '' } = counts[text.id] ?? {}
    return {
      ...text,
      hash,
      vectors: positive + negative,
      negativeVectors: negative,
      mutants: mutants.filter((clause) => clause === text.id).length,
    }
  })
  if (json === true) console.log(JSON.stringify(rows, null, 2))
  else
    for (const { id, title, says, vectors, negativeVectors, mutants: wrong } of rows)
      console.log(
        `${id.padEnd(6)} ${title.padEnd(16)} ${String(vectors).padStart(4)} vectors, ${String(negativeVectors).padStart(3)} negative, ${String(wrong).padStart(2)} mutants  ${says}`,
      )
  return EXIT.conformant
}

const manifestAt = async (path: string): Promise<Manifest> => {
  const manifest = await readManifest(path)
  if (E.isLeft(manifest)) throw new UsageError(manifest.left.join('\n'))
  return manifest.right
}

/** Which clauses are not what they were, so that only those need be looked at again. */
const showChanges = (before: Manifest['clauses'], now: Manifest['clauses']): number => {
  let changed = 0
  for (const id of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [old, present] = [before[id], now[id]]
    if (old?.hash === present?.hash) continue
    changed += 1
    const what = old === undefined ? 'new' : present === undefined ? 'gone' : `changed, ${vectorsOf(old)} before`
    console.log(`${id.padEnd(6)} ${what}${present === undefined ? '' : `, ${vectorsOf(present)} now`}`)
  }
  console.log(changed === 0 ? 'No clause has changed.' : `${changed} of ${Object.keys(now).length} clauses`)
  return EXIT.conformant
}

const vectorsOf = ({ positive, negative }: Manifest['clauses'][string]): string =>
  `${positive + negative} vector${positive + negative === 1 ? '' : 's'}`
