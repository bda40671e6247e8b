import { styleText } from 'node:util'
import type { Json } from '../kit/kit.js'
import { countsOf, type Failure, type RunResult, verdictOf } from '../run/result.js'
import { eventText } from './event.js'
import { verdictWords } from './words.js'

/** Paints text where the terminal can show it. */
export type Paint = (style: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string

/** Leaves text as it is. */
export const plain: Paint = (_, text) => text

/** Colours, for a terminal. */
export const coloured: Paint = (style, text) => styleText(style, text)

/**
 * A failure for a person, in this order: the clause in a sentence; the shortest sequence of events; where the two
 * differ; expected and actual side by side; how to run it again, and where it was saved.
 */
export const failureText = (
  failure: Failure,
  saved?: { readonly file: string; readonly command: string },
  paint: Paint = plain,
): string =>
  [
    `${paint('red', '✗')} ${paint('bold', failure.clause)} ${failure.says}`,
    ...failure.findings.map((finding) => `    ${finding}`),
    '',
    `  ${paint('dim', `parameters ${oneLine(failure.params)}`)}`,
    ...failure.events.map(
      (event, i) =>
        `  ${i + 1}. ${eventText(event, 6)}${i === failure.events.length - 1 ? paint('red', '   <- here they differ') : ''}`,
    ),
    ...(failure.shrunkFrom > failure.events.length
      ? [paint('dim', `     (made small from ${failure.shrunkFrom} events)`)]
      : []),
    '',
    ...sideBySide(failure, paint),
    '',
    `  ${paint('dim', 'case')}    ${failure.case}`,
    ...(saved === undefined
      ? []
      : [`  ${paint('dim', 'saved')}   ${saved.file}`, `  ${paint('dim', 'again')}   ${saved.command}`]),
  ].join('\n')

const sideBySide = ({ differences }: Failure, paint: Paint): ReadonlyArray<string> => {
  const rows = differences
    .slice(0, 12)
    .map(({ path, expected, actual }) => [path, cell(expected), cell(actual)] as const)
  const widths = [0, 1].map((column) =>
    Math.min(
      60,
      Math.max(
        ...['where', 'expected'].slice(column, column + 1).map((title) => title.length),
        ...rows.map((row) => row[column as 0 | 1].length),
      ),
    ),
  )
  const line = (a: string, b: string, c: string): string =>
    `  ${a.padEnd(widths[0] ?? 0)}  ${b.padEnd(widths[1] ?? 0)}  ${c}`
  return [
    ...(rows.length === 0 ? [] : [paint('dim', line('where', 'expected', 'actual'))]),
    ...rows.map(([path, expected, actual]) =>
      line(path, paint('green', expected.padEnd(widths[1] ?? 0)), paint('red', actual)),
    ),
    ...(differences.length > rows.length ? [`  ... and ${differences.length - rows.length} more`] : []),
  ]
}

const cell = (json: Json | undefined): string => (json === undefined ? 'nothing' : oneLine(json))

const oneLine = (json: Json): string =>
  JSON.stringify(json)
    .replace(/"([A-Za-z][A-Za-z0-9]*)":/g, '$1: ')
    .replace(/,(?=[a-z"{[])/g, ', ')

/** The verdict for a person: what was claimed, what came of it, and whether that is conformant. */
export const verdictText = (result: RunResult, paint: Paint = plain): string => {
  const counts = countsOf(result)
  const { name, version, language } = result.implementation
  const row = (label: string, n: number, style: Parameters<Paint>[0] | undefined, note = ''): ReadonlyArray<string> =>
    n === 0 && label !== 'passed' && label !== 'failed'
      ? []
      : [
          `  ${String(n).padStart(6)}  ${style === undefined || n === 0 ? label : paint(style, label)}${note === '' ? '' : paint('dim', `  ${note}`)}`,
        ]
  const verdict = verdictOf(result)
  return [
    `${paint('bold', name)} ${version} (${language}), claims ${result.profiles.length === 0 ? 'nothing' : result.profiles.join(', ')}; specification ${result.specification}`,
    ...row('passed', counts.passed, 'green'),
    ...row('unattributed', counts.unattributed, 'yellow', 'of those passed; a refusal gave no reason'),
    ...row('failed', counts.failed, 'red'),
    ...row('expected failures', counts.expectedFailures, 'yellow', 'named in the file of known failures'),
    ...row('unexpected passes', counts.unexpectedPasses, 'yellow', 'named there too, but they pass: take them out'),
    ...row('not claimed', counts.notClaimed, 'dim', 'not run, and not held against it'),
    ...row('could not be run', counts.couldNotRun, 'red'),
    ...result.cases
      .filter(({ id }) => id.includes('/search'))
      .map(({ comment, outcome }) => paint('dim', `  ${comment}${outcome.tag === 'passed' ? ' No difference.' : ''}`)),
    `  ${paint(verdict === 'conformant' ? 'green' : 'red', paint('bold', verdictWords[verdict]))}${verdict === 'nothing tested' ? paint('dim', '  nothing that it claims could be run; this is not a pass') : ''}`,
    ...(result.part === undefined ? [] : [paint('yellow', `  a part of the suite only: ${result.part}`)]),
  ].join('\n')
}

/** The cases that could not be run, for a person. */
export const troubleText = (result: RunResult): ReadonlyArray<string> =>
  result.cases.flatMap(({ outcome }) =>
    outcome.tag === 'could not be run'
      ? [
          `  ${outcome.message}${outcome.stderr.trim() === '' ? '' : `\n    standard error: ${outcome.stderr.trim().split('\n').slice(-3).join('\n                    ')}`}`,
        ]
      : [],
  )
