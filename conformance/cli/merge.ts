import { readFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { decode, showMalformed } from '../../spec/core/codec.js'
import { vectorsDirectory } from '../kit/root.js'
import { Report, resultOf } from '../report/json.js'
import { isResults, runOfLines } from '../report/results.js'
import { coloured, plain, verdictText } from '../report/text.js'
import { isAsExpected, type RunResult } from '../run/result.js'
import { loadCases } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import { type ReportOptions, writeReports } from './reports.js'

/** `touchstone merge`: one report out of those of all shards, or out of their results; answers the exit code that the whole run would have had. */
export const mergeCommand = async (files: ReadonlyArray<string>, options: ReportOptions): Promise<number> => {
  const results = await Promise.all(files.map(read))
  const first = results[0] as RunResult
  const stranger = results.findIndex((one) => nameOf(one) !== nameOf(first))
  if (stranger > 0)
    throw new UsageError(
      `${files[stranger]} is of ${nameOf(results[stranger] as RunResult)}, ${files[0]} of ${nameOf(first)}: only reports of one implementation and one specification are put together`,
    )
  const cases = results.flatMap((one) => one.cases)
  if (cases.length === 0) throw new UsageError(`${files.join(', ')}: no case was run, so there is nothing to report`)
  const seen = new Set<string>()
  const twice = cases.find(({ id }) => seen.size === seen.add(id).size)
  if (twice !== undefined) throw new UsageError(`${twice.id} is in two of the reports: each shard is given once`)
  const { part: _, ...whole } = first
  const part = partOf(results)
  const merged: RunResult = {
    ...whole,
    profiles: [...new Set(results.flatMap(({ profiles }) => profiles))],
    cases,
    ...(part === undefined ? {} : { part }),
  }
  console.log(verdictText(merged, process.stdout.isTTY === true ? coloured : plain))
  await writeReports(merged, options, options.html === undefined ? [] : await loadCases(vectorsDirectory()))
  return isAsExpected(merged) ? EXIT.conformant : EXIT.notConformant
}

/**
 * Which part of the suite the reports are of, together: shards of one whole have to be all there, since what a missing
 * one would have said is not known.
 */
const partOf = (results: ReadonlyArray<RunResult>): string | undefined => {
  const parts = results.map(({ part = '' }) => part)
  const shards = parts.map((part) => /^(?:(.*), )?shard (\d+)\/(\d+)$/.exec(part))
  const [, filter, , of] = shards[0] ?? []
  if (of === undefined || shards.some((shard) => shard?.[1] !== filter || shard?.[3] !== of))
    return [...new Set(parts.filter((part) => part !== ''))].join('; ') || undefined
  const missing = Array.from({ length: Number(of) }, (_, i) => String(i + 1)).filter(
    (i) => !shards.some((shard) => shard?.[2] === i),
  )
  if (missing.length > 0)
    throw new UsageError(
      `shard ${missing.map((i) => `${i}/${of}`).join(', ')} is missing: without it the verdict is not known`,
    )
  return filter
}

const nameOf = ({ implementation, specification }: RunResult): string =>
  `${implementation.name} ${implementation.version}, specification ${specification}`

const read = async (file: string): Promise<RunResult> => {
  const text = await textOf(file)
  if (isResults(text)) {
    const run = runOfLines(text)
    if (E.isLeft(run)) throw new UsageError(`${file}: ${run.left}`)
    return run.right
  }
  const report = decode(Report, jsonOf(file, text))
  if (E.isLeft(report))
    throw new UsageError(
      `${file}: expected what --json or --results wrote: ${report.left.slice(0, 3).map(showMalformed).join('; ')}`,
    )
  return resultOf(report.right)
}

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
}

const jsonOf = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
}
