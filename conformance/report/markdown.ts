import type { Json } from '../kit/kit.js'
import { countsOf, type RunResult, verdictOf } from '../run/result.js'
import { eventText } from './event.js'
import { type FailedCase, failuresByClause, unexpectedPasses } from './evidence.js'
import { visible } from './markup.js'
import { againCommand, countRows, verdictSentence, verdictWords } from './words.js'

const SHOWN = 5
const EVENTS = 20
const LINE = 240

const MARKS = { conformant: '✅', 'as expected': '⚠️', 'not conformant': '❌', 'nothing tested': '⚠️' } as const

/** The run for a comment on a pull request: verdict, counts, and of each clause that is broken the shortest failure. */
export const markdownReport = (result: RunResult): string => {
  const { implementation, specification, profiles } = result
  const verdict = verdictOf(result)
  const groups = failuresByClause(result, false)
  const stuck = result.cases.flatMap(({ id, outcome }) =>
    outcome.tag === 'could not be run' ? [{ id, message: outcome.message }] : [],
  )
  const passes = unexpectedPasses(result)
  return `${[
    `## ${MARKS[verdict]} ${verdictWords[verdict]}: ${text(implementation.name)} ${text(implementation.version)}`,
    text(verdictSentence(result)),
    `Touchstone ${text(specification)}; ${text(implementation.language)}; claims ${text(profiles.join(', ') || 'nothing')}.`,
    [
      '| cases | |',
      '| ---: | --- |',
      ...countRows(countsOf(result)).map(
        ({ label, count, note }) => `| ${count} | ${label}${note === '' ? '' : ` (${note})`} |`,
      ),
    ].join('\n'),
    ...groups.slice(0, SHOWN).map(([, cases]) => failureMarkdown(result, cases)),
    ...(groups.length > SHOWN
      ? [
          `And ${groups
            .slice(SHOWN)
            .map(([clause, cases]) => `${clause} (${cases.length})`)
            .join(', ')}.`,
        ]
      : []),
    ...list(
      'Could not be run',
      stuck.map(({ message }) => text(message)),
    ),
    ...list(
      'Unexpected passes: take them out of the file of known failures',
      passes.map(({ id }) => code(id)),
    ),
  ].join('\n\n')}\n`
}

const failureMarkdown = (result: RunResult, cases: ReadonlyArray<FailedCase>): string => {
  const { failure } = cases[0] as FailedCase
  const skipped = Math.max(0, failure.events.length - EVENTS)
  const events = failure.events.map((event, i) => `${i + 1}. ${eventText(event)}`).slice(skipped)
  const { path, expected, actual } = failure.differences[0] ?? {
    path: 'answer',
    expected: failure.expected,
    actual: failure.actual,
  }
  return [
    `### ${failure.clause}: ${cases.length === 1 ? 'one failure' : `${cases.length} failures, the shortest`}`,
    text(failure.says),
    ...failure.findings.slice(0, SHOWN).map((finding) => `> ${text(finding)}`),
    fenced([...(skipped > 0 ? [`(${skipped} events before)`] : []), ...events]),
    `| ${code(path)} | |\n| --- | --- |\n| expected | ${code(oneLine(expected))} |\n| actual | ${code(oneLine(actual))} |`,
    `Case ${code(failure.case)}. Again:`,
    fenced([againCommand(result, failure.case)]),
  ].join('\n\n')
}

const list = (title: string, items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length === 0
    ? []
    : [
        `### ${title}`,
        [
          ...items.slice(0, SHOWN).map((item) => `- ${item}`),
          ...(items.length > SHOWN ? [`- and ${items.length - SHOWN} more`] : []),
        ].join('\n'),
      ]

const oneLine = (json: Json | undefined): string => (json === undefined ? 'nothing' : JSON.stringify(json))

const cut = (line: string): string => (line.length > LINE ? `${line.slice(0, LINE)} …` : line)

const flat = (line: string): string => cut(visible(line.replace(/[\r\n\t]+/g, ' ')))

/** Text in Markdown, in a table or out of it: nothing in it is markup, and nobody is mentioned by it. */
const text = (line: string): string =>
  flat(line)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#|~!]/g, '\\$&')
    .replace(/@/g, '@<!-- -->')

/** Text as code within a line; a bar has to be escaped in a table even there. */
const code = (line: string): string => {
  const shown = flat(line)
  const fence = '`'.repeat(longestRun(shown) + 1)
  return `${fence} ${shown.replace(/\|/g, '\\|')} ${fence}`
}

const fenced = (lines: ReadonlyArray<string>): string => {
  const shown = lines.map(flat)
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1))
  return [`${fence}text`, ...shown, fence].join('\n')
}

const longestRun = (line: string): number => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
