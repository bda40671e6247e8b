import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isCheckout, packageRoot } from '../kit/root.js'
import { EXIT, UsageError } from './exit.js'

/** A small adapter project: the files as they are copied, and the commands that build and start it in a folder. */
export interface Starter {
  readonly files: ReadonlyArray<string>
  readonly build?: (folder: string) => string
  readonly start: (folder: string) => string
}

/** The starters by language; their files are in `conformance/starters`. */
export const STARTERS: Readonly<Record<string, Starter>> = {
  python: { files: ['adapter.py', 'README.md'], start: (folder) => `python3 ${word(join(folder, 'adapter.py'))}` },
  typescript: {
    files: ['adapter.ts', 'package.json', 'README.md'],
    start: (folder) => `npx tsx ${word(join(folder, 'adapter.ts'))}`,
  },
  rust: {
    files: ['Cargo.toml', 'Cargo.lock', 'src/main.rs', 'src/protocol.rs', 'src/json.rs', 'README.md'],
    build: (folder) => `cargo build --release --manifest-path ${word(join(folder, 'Cargo.toml'))}`,
    start: (folder) => word(join(folder, 'target/release/adapter')),
  },
  java: { files: ['Adapter.java', 'README.md'], start: (folder) => `java ${word(join(folder, 'Adapter.java'))}` },
  go: {
    files: ['go.mod', 'main.go', 'protocol.go', 'README.md'],
    build: (folder) => `(cd ${word(folder)} && go build -o adapter .)`,
    start: (folder) => word(join(folder, 'adapter')),
  },
}

/** `touchstone new`: writes a small adapter project into a folder and says what comes next; answers the exit code. */
export const newCommand = (language: string, directory: string): number => {
  const starter = Object.hasOwn(STARTERS, language) ? STARTERS[language] : undefined
  if (starter === undefined)
    throw new UsageError(`there is no starter in ${language}; there are ${Object.keys(STARTERS).join(', ')}`)
  const folder = resolve(directory)
  try {
    copy(language, starter, folder)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${directory}: cannot be written to: ${(error as Error).message}`)
  }
  console.log(nextSteps(starter, folder))
  return EXIT.conformant
}

const copy = (language: string, { files }: Starter, folder: string): void => {
  makeFolder(folder)
  if (readdirSync(folder).length > 0) throw new UsageError(`${folder}: is there already, and is not empty`)
  for (const file of files) {
    const target = join(folder, file)
    makeFolder(dirname(target))
    writeFileSync(target, readFileSync(join(packageRoot(), 'conformance/starters', language, file)), { flag: 'wx' })
  }
}

/** Makes a folder and those above it; Node's own `recursive` never ends where a folder takes no others, as in /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

const nextSteps = ({ files, build, start }: Starter, folder: string): string => {
  const touchstone = isCheckout() ? 'npm run -s touchstone --' : 'npx touchstone'
  const commands = [
    ...(build === undefined ? [] : [build(folder)]),
    ...['doctor', 'conform'].map((command) => `${touchstone} ${command} -- ${start(folder)}`),
  ]
  return [
    `${folder} holds an adapter that claims nothing yet: ${files.join(', ')}`,
    '',
    ...commands.map((command) => `    ${command}`),
    '',
    `doctor finds nothing wrong with it; conform says that nothing was tested. Fill in what is marked YOURS:`,
    `  the protocol    ${join(packageRoot(), 'docs/adapters.md')}`,
    `  the order book  ${join(packageRoot(), 'spec/order-book/chapter.md')}`,
  ].join('\n')
}

/** A word of a shell command, in quotes where it needs them. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
