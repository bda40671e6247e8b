import { join } from 'node:path'
import { build } from 'esbuild'
import { packageRoot } from '../kit/root.js'
import { PROGRAMS, PROGRAMS_FOLDER } from './programs.js'

/**
 * Before the tests: the programs that they start, each as one file. Started from the sources they would be compiled at
 * every start, which takes seconds, and the tests start some hundred.
 */
export const setup = async (): Promise<void> => {
  const root = packageRoot()
  await build({
    entryPoints: Object.entries(PROGRAMS).map(([out, file]) => ({ in: join(root, file), out })),
    outdir: join(root, PROGRAMS_FOLDER),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
}
