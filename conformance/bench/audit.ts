import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'
import { writeLog } from './audit-log.js'
import { type Row, rounded } from './measure.js'

const GOAL_EVENTS = 10_000_000
const GOAL_SECONDS = 120
const GOAL_BYTES = 2 ** 30

/** The audit of a generated log in a process of its own: how fast, and in how much memory. */
export const auditRows = async (events: number): Promise<ReadonlyArray<Row>> => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'))
  try {
    const log = join(folder, 'log.ndjson')
    await writeLog(log, events)
    const script = `
      import { auditNdjson } from ${JSON.stringify(join(packageRoot(), 'conformance/audit/ndjson.ts'))}
      const started = performance.now()
      const audited = await auditNdjson(${JSON.stringify(log)}, 100)
      if (audited._tag !== 'Right' || audited.right.violations.length > 0) throw new Error('the log is not right')
      console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, bytes: process.resourceUsage().maxRSS * 1024 }))`
    const { seconds, bytes } = JSON.parse(
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: packageRoot(),
        encoding: 'utf8',
      }),
    )
    const rate = events / seconds
    return [
      {
        name: `audit, ${events} events`,
        value: rounded(rate),
        unit: 'events/s',
        against: `${GOAL_EVENTS} in ${GOAL_SECONDS} s`,
        ratio: rounded(rate / (GOAL_EVENTS / GOAL_SECONDS)),
        goal: 'ratio >= 1',
        met: rate >= GOAL_EVENTS / GOAL_SECONDS,
      },
      {
        name: 'audit, largest memory',
        value: rounded(bytes / 2 ** 20),
        unit: 'MiB',
        against: '1 GiB',
        ratio: rounded(bytes / GOAL_BYTES),
        goal: 'ratio < 1',
        met: bytes < GOAL_BYTES,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
