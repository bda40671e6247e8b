import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles what runs in the reader's browser: the player with the model in it, and what every page has. */
export const bundle = async (root: string, out: string): Promise<void> => {
  await build({
    entryPoints: [join(root, 'docs/browser/player.ts'), join(root, 'docs/browser/site.ts')],
    outdir: join(out, 'player'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'warning',
  })
}
