import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where this package is: the nearest folder above this file that holds the vectors' manifest or a package.json. */
export const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('the package of touchstone cannot be found')
    folder = above
  }
  return folder
}

/** Where the vectors are. */
export const vectorsDirectory = (): string => join(packageRoot(), 'vectors')

/** Whether this is a checkout, with the sources, and not the package as it is installed. */
export const isCheckout = (): boolean => existsSync(join(packageRoot(), 'conformance/cli/main.ts'))
