import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'

/** Where the programs are bundled: inside the package, so that they find what it depends on. */
export const PROGRAMS_FOLDER = '.touchstone/programs'

/** The programs that tests start, by name, and their sources. */
export const PROGRAMS = {
  touchstone: 'conformance/cli/main.ts',
  'explore-thread': 'conformance/cli/explore-thread.ts',
  'broken-adapter': 'conformance/testing/broken-adapter.ts',
  'cheating-adapter': 'conformance/testing/cheating-adapter.ts',
} as const

/** The command that starts a program. */
export const program = (
  name: keyof typeof PROGRAMS,
  ...args: ReadonlyArray<string>
): readonly [string, ...ReadonlyArray<string>] => [
  process.execPath,
  join(packageRoot(), PROGRAMS_FOLDER, `${name}.js`),
  ...args,
]

/** How a program ended, and what it said. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command in the package's folder to its end. */
export const run = ([file, ...args]: readonly [string, ...ReadonlyArray<string>]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(file, args, { cwd: packageRoot(), maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })

/** Runs `touchstone` with arguments to its end. */
export const touchstone = (...args: ReadonlyArray<string>): Promise<Ran> => run(program('touchstone', ...args))
