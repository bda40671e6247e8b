import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'
import type { Edit, Mutant } from './mutant.js'

/** Where the copies are made: inside the package, so that they find what it depends on. */
const COPIES = '.touchstone/mutants'

const SOURCES = [
  'spec',
  'model',
  'conformance/adapter',
  'conformance/cli',
  'conformance/kit',
  'conformance/protocol',
  'conformance/vectors/types.ts',
  'conformance/testing/serve.ts',
]

/** A copy of the model with a mistake in it, and the command that serves it. */
export interface Copy {
  readonly command: readonly [string, ...string[]]
  readonly remove: () => void
}

/**
 * Copies the model and puts a mistake into it.
 *
 * @throws Error if a line that is to be changed does not stand in its file exactly once: then the list of mutants has
 * not kept up with the model.
 */
export const copyWith = (id: string, edits: ReadonlyArray<Edit>): Copy => {
  const root = packageRoot()
  const folder = join(root, COPIES, id)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const source of SOURCES)
    cpSync(join(root, source), join(folder, source), { recursive: true, filter: (path) => !path.endsWith('.test.ts') })
  for (const { file, right, wrong } of edits) {
    const path = join(folder, file)
    const source = readFileSync(path, 'utf8')
    const pattern = new RegExp(right.split(/\s+/).map(escaped).join('\\s+'), 'g')
    const places = source.match(pattern)?.length ?? 0
    if (places !== 1) throw new Error(`mutant ${id}: ${file} holds ${places} times, and not once: ${right}`)
    writeFileSync(
      path,
      source.replace(pattern, () => wrong),
    )
  }
  return {
    command: [process.execPath, '--import', 'tsx', join(folder, 'conformance/testing/serve.ts')],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The copy of a mutant. */
export const copyOf = ({ id, edits }: Mutant): Copy => copyWith(id, edits)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
