import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'
import type { Edit, Mutant } from './mutant.js'

/** Where they are written: inside the package, so that they find what it depends on. */
const COPIES = '.touchstone/mutants'

/** A model with a mistake in it, in one file, and the command that serves it. */
export interface Copy {
  readonly command: readonly [string, ...string[]]
  readonly remove: () => void
}

/**
 * The sources that a mistake changes, by their path.
 *
 * @throws Error if a line that is to be changed does not stand in its file exactly once: then the list of mutants has
 * not kept up with the model.
 */
export const changedBy = (id: string, edits: ReadonlyArray<Edit>): ReadonlyMap<string, string> => {
  const changed = new Map<string, string>()
  for (const { file, right, wrong } of edits) {
    const path = join(packageRoot(), file)
    const source = changed.get(path) ?? readFileSync(path, 'utf8')
    const pattern = new RegExp(right.split(/\s+/).map(escaped).join('\\s+'), 'g')
    const places = source.match(pattern)?.length ?? 0
    if (places !== 1) throw new Error(`mutant ${id}: ${file} holds ${places} times, and not once: ${right}`)
    changed.set(
      path,
      source.replace(pattern, () => wrong),
    )
  }
  return changed
}

/** Puts the model with a mistake in it into one file; throws as `changedBy` does. */
export const copyWith = async (id: string, edits: ReadonlyArray<Edit>): Promise<Copy> => {
  const root = packageRoot()
  const changed = changedBy(id, edits)
  const folder = join(root, COPIES, id)
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'serve.mjs')
  // Only a checkout has what this needs, and only a checkout has the sources.
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(root, 'conformance/testing/serve.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    plugins: [
      {
        name: 'mistake',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = changed.get(path)
            return contents === undefined ? undefined : { contents, loader: 'ts' }
          }),
      },
    ],
  })
  return { command: [process.execPath, outfile], remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The copy of a mutant. */
export const copyOf = ({ id, edits }: Mutant): Promise<Copy> => copyWith(id, edits)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
