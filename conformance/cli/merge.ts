import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Json } from '../kit/kit.js'
import type { Counts } from '../run/result.js'
import { format } from '../vectors/format.js'
import { EXIT, UsageError } from './exit.js'

/** What merging needs of a report; the rest is kept as it is. */
interface Report {
  readonly specification: string
  readonly implementation: { readonly name: string; readonly version: string }
  readonly cases: Counts
  readonly [list: string]: unknown
}

const LISTS = ['failures', 'expectedFailures', 'unexpectedPasses', 'notClaimed', 'couldNotRun'] as const

/** `touchstone merge`: one report out of those of all shards; answers the exit code that the whole run would have had. */
export const mergeCommand = async (
  files: ReadonlyArray<string>,
  { json }: { readonly json?: string },
): Promise<number> => {
  const reports = await Promise.all(files.map(read))
  const first = reports[0] as Report
  const stranger = reports.findIndex((one) => nameOf(one) !== nameOf(first))
  if (stranger > 0)
    throw new UsageError(
      `${files[stranger]} is of ${nameOf(reports[stranger] as Report)}, ${files[0]} of ${nameOf(first)}: only reports of one implementation and one specification are put together`,
    )
  const cases = Object.fromEntries(
    Object.keys(first.cases).map((key) => [key, reports.reduce((sum, one) => sum + one.cases[key as keyof Counts], 0)]),
  ) as unknown as Counts
  const asExpected = cases.failed === 0 && cases.couldNotRun === 0 && cases.unexpectedPasses === 0 && cases.passed > 0
  const merged = {
    ...first,
    conformant: asExpected && cases.expectedFailures === 0,
    cases,
    ...Object.fromEntries(LISTS.map((list) => [list, reports.flatMap((one) => one[list] as ReadonlyArray<unknown>)])),
  }
  if (json !== undefined) {
    await mkdir(dirname(json), { recursive: true })
    await writeFile(json, format(merged as unknown as Json))
  }
  console.log(
    `${nameOf(first)}: ${Object.entries(cases)
      .map(([key, count]) => `${key} ${count}`)
      .join(', ')}`,
  )
  return asExpected ? EXIT.conformant : EXIT.notConformant
}

const nameOf = ({ implementation, specification }: Report): string =>
  `${implementation.name} ${implementation.version}, specification ${specification}`

const read = async (file: string): Promise<Report> => {
  let report: Report
  try {
    report = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
  if (
    report?.cases === undefined ||
    report.implementation === undefined ||
    LISTS.some((list) => !Array.isArray(report[list]))
  )
    throw new UsageError(`${file}: expected a report that --json wrote`)
  return report
}
