import { openSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import cliProgress from 'cli-progress'
import * as E from 'fp-ts/lib/Either.js'
import type { Json } from '../kit/kit.js'
import { kits } from '../kit/kits.js'
import { vectorsDirectory } from '../kit/root.js'
import type { Again } from '../report/failure-html.js'
import { begunLine, decidedLine } from '../report/results.js'
import { coloured, failureText, plain, troubleText, verdictText } from '../report/text.js'
import { conform, nothingKnown } from '../run/conform.js'
import { type Failure, isAsExpected, type RunResult } from '../run/result.js'
import type { SearchPlan } from '../run/search.js'
import { shrunkCase } from '../run/shrunk.js'
import { format } from '../vectors/format.js'
import { readVectors } from '../vectors/store.js'
import type { Case } from '../vectors/types.js'
import { reach } from './connect.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'
import { readKnownFailures } from './known-failures.js'
import { type ReportOptions, write, writeReports } from './reports.js'

/** The options of `touchstone conform`. */
export interface ConformOptions extends ReportOptions {
  readonly profile?: string
  readonly filter?: string
  readonly knownFailures?: string
  readonly failures: string
  readonly results?: string
  readonly timeout: string
  readonly attach?: string
  readonly jobs: string
  readonly shard?: string
  readonly vectors?: string
  readonly search: boolean
  readonly runs: string
  readonly time: string
  readonly seed: string
}

const SHOWN = 5

/** Runs the vectors against an adapter and reports; answers the exit code. */
export const conformCommand = async (command: ReadonlyArray<string>, options: ConformOptions): Promise<number> => {
  const tty = process.stdout.isTTY === true
  const paint = tty ? coloured : plain
  const all = await loadCases(options.vectors ?? vectorsDirectory())
  const cases = chooseCases(all, options)
  const known = options.knownFailures === undefined ? nothingKnown : await readKnownFailures(options.knownFailures, all)
  const { connect, shown } = reach(command, options.attach, milliseconds(options.timeout))
  const bar = tty
    ? new cliProgress.SingleBar(
        { format: '  {bar} {value}/{total} {last}', hideCursor: true, clearOnComplete: true },
        cliProgress.Presets.shades_classic,
      )
    : undefined
  const part = partOf(options)
  const lines = options.results === undefined ? undefined : await linesInto(options.results)
  bar?.start(cases.length, 0, { last: '' })
  const outcome = await conform({
    connect,
    command: shown,
    cases: shardOf(cases, options.shard),
    known,
    jobs: whole('--jobs', options.jobs, 'adapters, such as 2'),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.search && options.filter === undefined && (options.shard ?? '1/1').startsWith('1/')
      ? { search: searchPlan(options) }
      : {}),
    onStart: (run, ids) => lines?.(begunLine(part === undefined ? run : { ...run, part }, ids)),
    onResult: (result, done) => {
      lines?.(decidedLine(result))
      bar?.update(done, { last: result.id })
    },
  })
  bar?.stop()
  if (E.isLeft(outcome)) {
    const { check, problem, remedy, stderr } = outcome.left
    throw new NotRunnable(
      `the check "${check}" failed: ${problem}\n  what to do: ${remedy}${stderr.trim() === '' ? '' : `\n  its standard error ends with: ${stderr.trim().split('\n').slice(-3).join('\n    ')}`}`,
    )
  }
  const result: RunResult = part === undefined ? outcome.right : { ...outcome.right, part }
  const saved = await saveFailures(result, options.failures)
  printRun(result, saved, paint)
  await writeReports(result, options, cases, saved)
  return isAsExpected(result) ? EXIT.conformant : EXIT.notConformant
}

/** Reads the vectors, or says what is malformed. */
export const loadCases = async (directory: string): Promise<ReadonlyArray<Case>> => {
  const read = await readVectors(directory)
  if (E.isLeft(read)) throw new NotRunnable(read.left.join('\n'))
  return read.right
}

/** The cases of a chapter, and those that a filter leaves; it is wrong to leave none. */
export const chooseCases = (
  all: ReadonlyArray<Case>,
  { profile, filter }: Pick<ConformOptions, 'profile' | 'filter'>,
): ReadonlyArray<Case> => {
  if (profile !== undefined && !kits.some(({ chapter }) => chapter === profile))
    throw new UsageError(`there is no profile ${profile}; there are ${kits.map(({ chapter }) => chapter).join(', ')}`)
  if (all.length === 0) throw new NotRunnable('there are no vectors, so there is nothing to run')
  const chosen = all.filter(
    ({ id, chapter, clauses }) =>
      (profile === undefined || chapter === profile) &&
      (filter === undefined || id.includes(filter) || clauses.some((clause) => clause === filter)),
  )
  if (chosen.length === 0)
    throw new UsageError(
      filter === undefined
        ? `there is no case of ${profile}, so there is nothing to run`
        : `no case${profile === undefined ? '' : ` of ${profile}`} has ${filter} in its id or among its clauses; "touchstone vectors list" shows them all`,
    )
  return chosen
}

/** One part of the cases: every n-th, from the i-th on. */
const shardOf = (cases: ReadonlyArray<Case>, shard: string | undefined): ReadonlyArray<Case> => {
  if (shard === undefined) return cases
  const [i, n] = shard.split('/').map(Number)
  if (i === undefined || n === undefined || !Number.isInteger(i) || !Number.isInteger(n) || i < 1 || i > n)
    throw new UsageError(`--shard ${shard}: expected i/n with i from 1 to n, such as 1/4`)
  const part = cases.filter((_, at) => at % n === i - 1)
  if (part.length === 0)
    throw new UsageError(`--shard ${shard}: there are ${cases.length} cases, so nothing is left for this one to run`)
  return part
}

/** Which part of the suite the options choose; a whole chapter is none. */
const partOf = ({ filter, shard }: ConformOptions): string | undefined => {
  const parts = [
    ...(filter === undefined ? [] : [`filter ${filter}`]),
    ...(shard === undefined || shard === '1/1' ? [] : [`shard ${shard}`]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/**
 * What writes lines into a file, which is emptied first: each is with the system before the next case is run, so that
 * nothing that has been decided is lost with this process.
 */
const linesInto = async (path: string): Promise<(line: string) => void> => {
  await mkdir(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  return (line) => void writeSync(file, line)
}

const searchPlan = ({ runs, time, seed }: ConformOptions): SearchPlan => ({
  runs: whole('--runs', runs, 'runs, such as 200'),
  seconds: whole('--time', time, 'seconds, such as 60'),
  seed: whole('--seed', seed, 'seed, such as 1'),
})

/** Reads a time-out in milliseconds. */
export const milliseconds = (text: string): number => whole('--timeout', text, 'milliseconds, such as 10000')

/** Reads a whole number above zero. */
export const whole = (option: string, text: string, what: string): number => {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 1) throw new UsageError(`${option} ${text}: expected a whole number of ${what}`)
  return n
}

const saveFailures = async (result: RunResult, directory: string): Promise<Again> => {
  const saved = new Map<Failure, { readonly file: string; readonly command: string }>()
  for (const { outcome, known } of result.cases) {
    if (outcome.tag !== 'failed' || known || !/\/(trace|search)/.test(outcome.failure.case)) continue
    const vector = shrunkCase(outcome.failure)
    const file = join(directory, `${vector.id.replaceAll('/', '-')}.json`)
    await write(file, format(vector as unknown as Json))
    saved.set(outcome.failure, { file, command: `touchstone replay ${file} ${result.command}` })
  }
  return saved
}

const printRun = (result: RunResult, saved: Again, paint: typeof plain): void => {
  const failures = result.cases.flatMap(({ outcome, known }) =>
    outcome.tag === 'failed' && !known ? [outcome.failure] : [],
  )
  const clauses = [...new Set(failures.map(({ clause }) => clause))]
  // One failure for each clause, the shortest: many cases fail for one cause.
  const shortest = clauses.map((clause) =>
    failures
      .filter((failure) => failure.clause === clause)
      .reduce((a, b) => (b.events.length < a.events.length ? b : a)),
  )
  for (const failure of shortest.slice(0, SHOWN)) console.log(`\n${failureText(failure, saved.get(failure), paint)}`)
  if (shortest.length > SHOWN)
    console.log(
      `\n  ... and ${shortest
        .slice(SHOWN)
        .map(({ clause }) => clause)
        .join(', ')}; --html and --json have them all`,
    )
  const trouble = troubleText(result)
  if (trouble.length > 0) console.log(`\n${trouble.slice(0, SHOWN).join('\n')}`)
  console.log(`\n${verdictText(result, paint)}`)
}
