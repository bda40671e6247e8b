import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { clauseText } from '../../spec/clauses.js'
import { type WashWatch, washWatch } from '../../spec/receipts/wash.js'
import type { AuditReport } from '../audit/audit.js'
import { auditCda } from '../audit/cda.js'
import { type MalformedLog, showMalformedLog } from '../audit/lines.js'
import { auditNdjson } from '../audit/ndjson.js'
import type { Json } from '../kit/kit.js'
import { coloured, plain } from '../report/text.js'
import { format } from '../vectors/format.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'

/** The options of `touchstone audit`. */
export interface AuditOptions {
  readonly format: string
  readonly log?: string
  readonly orders?: string
  readonly fills?: string
  readonly json?: string
  readonly maxViolations: string
  readonly wash?: boolean
}

const SHOWN = 10

/** Judges a log that an exchange has produced; answers the exit code. */
export const auditCommand = async (options: AuditOptions): Promise<number> => {
  const watch = options.wash === true ? washWatch() : undefined
  if (watch !== undefined && options.format !== 'ndjson')
    throw new UsageError('--wash needs to know the traders: --format ndjson')
  const audited = await chooseFormat(options, watch?.read)
  if (E.isLeft(audited)) throw new NotRunnable(showMalformedLog(audited.left))
  const report = audited.right
  if (options.json !== undefined) {
    await mkdir(dirname(options.json), { recursive: true })
    await writeFile(options.json, format(report as unknown as Json))
  }
  print(report)
  if (watch !== undefined) printWash(watch)
  return report.violations.length === 0 ? EXIT.conformant : EXIT.notConformant
}

const chooseFormat = (
  options: AuditOptions,
  onEntry: WashWatch['read'] | undefined,
): Promise<E.Either<MalformedLog, AuditReport>> => {
  const most = Number(options.maxViolations)
  if (!Number.isInteger(most) || most < 1)
    throw new UsageError(`--max-violations ${options.maxViolations}: expected a whole number above 0`)
  switch (options.format) {
    case 'ndjson':
      return auditNdjson(given(options.log, '--log FILE, the log'), most, onEntry)
    case 'cda':
      return auditCda(
        given(options.orders, '--orders FILE, the instructions'),
        given(options.fills, '--fills FILE, what they traded'),
        most,
      )
    default:
      throw new UsageError(`--format ${options.format}: expected ndjson or cda`)
  }
}

const given = (file: string | undefined, what: string): string => {
  if (file === undefined) throw new UsageError(`this format needs ${what}`)
  return file
}

const print = ({
  instructions,
  fills,
  agree,
  trades,
  tradesAgree,
  cancelsWithoutEffect,
  violations,
  stopped,
}: AuditReport): void => {
  const paint = process.stdout.isTTY === true ? coloured : plain
  for (const { clause, instruction, message } of violations.slice(0, SHOWN))
    console.log(
      `${paint('red', '✗')} instruction ${instruction}: ${paint('bold', clause)} ${clauseText(clause).title}\n    ${message}`,
    )
  if (violations.length > SHOWN) console.log(`  ... and ${violations.length - SHOWN} more; --json has them all`)
  if (stopped) console.log(`  The audit ended after ${violations.length} violations; --max-violations sets how many.`)
  console.log(
    `${instructions} instructions; ${tradesAgree} of ${trades} trades and ${agree} of ${fills} fills agree; ${cancelsWithoutEffect} cancels had no effect; ${violations.length === 0 ? paint('green', 'no clause is broken') : paint('red', `${violations.length} violations`)}`,
  )
}

/** Who met in the way of wash trades. It is a suspicion, and no clause: the exit code does not change. */
const printWash = (watch: WashWatch): void => {
  const found = watch.suspicions()
  const { pairs } = watch.seen()
  console.log(`${found.length} of ${pairs} pairs of traders met in the way of wash trades`)
  for (const { traders, fills, volume } of found.slice(0, SHOWN))
    console.log(`  ${traders.join(' and ')}: ${fills} times, ${volume} lots`)
}
