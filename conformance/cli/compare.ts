import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Json } from '../kit/kit.js'
import { vectorsDirectory } from '../kit/root.js'
import { coloured, failureText, plain } from '../report/text.js'
import { conform, nothingKnown } from '../run/conform.js'
import { countsOf, type Failure, type RunResult } from '../run/result.js'
import { format } from '../vectors/format.js'
import { chooseCases, loadCases, milliseconds, whole } from './conform.js'
import { reach } from './connect.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'

/** The options of `touchstone compare`. */
export interface CompareOptions {
  readonly json?: string
  readonly profile?: string
  readonly timeout: string
  readonly runs: string
}

const MARKS = { passed: '+', unattributed: '+', 'not claimed': '.', failed: 'x', 'could not be run': '!' } as const

/** `touchstone compare -- A -- B -- C`: the same cases on several implementations, and where any two differ. */
export const compareCommand = async (words: ReadonlyArray<string>, options: CompareOptions): Promise<number> => {
  const commands = split(words)
  if (commands.length < 2)
    throw new UsageError('expected at least two commands, each after its own --: touchstone compare -- A -- B')
  const cases = chooseCases(await loadCases(vectorsDirectory()), options)
  const search = { runs: whole('--runs', options.runs, 'runs, such as 200'), seconds: 60, seed: 1 }
  const results: RunResult[] = []
  for (const command of commands) {
    const { connect, shown } = reach(command, undefined, milliseconds(options.timeout))
    const outcome = await conform({
      connect,
      command: shown,
      cases,
      known: nothingKnown,
      search,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
    })
    if (E.isLeft(outcome))
      throw new NotRunnable(`${command.join(' ')}: the check "${outcome.left.check}" failed: ${outcome.left.problem}`)
    results.push(outcome.right)
  }
  const rows = cases.map(({ id }) => ({
    case: id,
    outcomes: results.map((result) => result.cases.find((one) => one.id === id)?.outcome.tag ?? 'not claimed'),
  }))
  const differing = rows.filter(
    ({ outcomes }) => new Set(outcomes.filter((tag) => tag !== 'not claimed').map((tag) => MARKS[tag])).size > 1,
  )
  const smallest = smallestDifference(results)
  print(results, differing, smallest)
  if (options.json !== undefined) {
    await mkdir(dirname(options.json), { recursive: true })
    const report = {
      implementations: results.map(({ implementation, command }) => ({ ...implementation, command })),
      rows,
      differing: differing.length,
      smallest: smallest ?? null,
    }
    await writeFile(options.json, format(JSON.parse(JSON.stringify(report)) as Json))
  }
  return smallest === undefined ? EXIT.conformant : EXIT.notConformant
}

/** The commands between the separators. */
const split = (words: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> => {
  const ends = [...words.flatMap((word, i) => (word === '--' ? [i] : [])), words.length]
  return ends
    .map((end, i) => words.slice(i === 0 ? 0 : (ends[i - 1] as number) + 1, end))
    .filter((command) => command.length > 0)
}

interface Smallest {
  readonly implementation: string
  readonly failure: Failure
}

/** The shortest sequence on which one implementation breaks a clause: there it differs from every one that keeps it. */
const smallestDifference = (results: ReadonlyArray<RunResult>): Smallest | undefined =>
  results
    .flatMap(({ implementation, cases }) =>
      cases.flatMap(({ outcome }) =>
        outcome.tag === 'failed' ? [{ implementation: implementation.name, failure: outcome.failure }] : [],
      ),
    )
    .reduce<Smallest | undefined>(
      (least, one) => (least === undefined || one.failure.events.length < least.failure.events.length ? one : least),
      undefined,
    )

const print = (
  results: ReadonlyArray<RunResult>,
  differing: ReadonlyArray<{ readonly case: string; readonly outcomes: ReadonlyArray<keyof typeof MARKS> }>,
  smallest: Smallest | undefined,
): void => {
  const paint = process.stdout.isTTY === true ? coloured : plain
  results.forEach(({ implementation, cases }, i) => {
    const { passed, failed, notClaimed, couldNotRun } = countsOf({ cases })
    console.log(
      `${i + 1}  ${implementation.name} ${implementation.version}: ${passed} passed, ${failed} failed, ${notClaimed} not claimed, ${couldNotRun} could not be run`,
    )
  })
  if (differing.length > 0)
    console.log(
      `\n${results.map((_, i) => i + 1).join(' ')}  where they differ  (+ passed, x failed, . not claimed, ! could not be run)`,
    )
  for (const { case: id, outcomes } of differing) console.log(`${outcomes.map((tag) => MARKS[tag]).join(' ')}  ${id}`)
  console.log(
    smallest === undefined
      ? '\nNo two of them differ in what they both claim.'
      : `\nThe smallest difference, by ${smallest.implementation}:\n${failureText(smallest.failure, undefined, paint)}`,
  )
}
