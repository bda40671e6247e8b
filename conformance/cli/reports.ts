import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { arrowsOfRun } from '../report/arrows.js'
import { badgeReport } from '../report/badge.js'
import type { Again } from '../report/failure-html.js'
import { htmlReport } from '../report/html.js'
import { jsonReport } from '../report/json.js'
import { junitReport } from '../report/junit.js'
import { markdownReport } from '../report/markdown.js'
import type { RunResult } from '../run/result.js'
import { format } from '../vectors/format.js'
import type { Case } from '../vectors/types.js'

/** Which reports to write, and where. */
export interface ReportOptions {
  readonly json?: string
  readonly junit?: string
  readonly html?: string
  readonly markdown?: string
  readonly badge?: string
}

/** Adds the options for reports to a command. */
export const withReports = (command: Command): Command =>
  command
    .option('--json <file>', 'write the result as JSON')
    .option('--junit <file>', 'write the result as JUnit XML')
    .option('--html <file>', 'write the result as one HTML page, with a player for each failure')
    .option('--markdown <file>', 'write a summary in Markdown, for a pull request')
    .option('--badge <file>', 'write a badge as SVG')

/** Writes the reports that are asked for; `cases` are those that were run, with what is in them. */
export const writeReports = async (
  result: RunResult,
  { json, junit, html, markdown, badge }: ReportOptions,
  cases: ReadonlyArray<Case>,
  again?: Again,
): Promise<void> => {
  if (json !== undefined) await write(json, format(jsonReport(result)))
  if (junit !== undefined) await write(junit, junitReport(result))
  if (html !== undefined) await write(html, htmlReport(result, again, arrowsOfRun(result, cases)))
  if (markdown !== undefined) await write(markdown, markdownReport(result))
  if (badge !== undefined) await write(badge, badgeReport(result))
}

/** Writes a file, and makes the folder for it. */
export const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
