import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { auditRows } from './audit.js'
import { commitChainRows } from './commit-chain.js'
import type { Row } from './measure.js'
import { orderBookRows } from './order-book.js'
import { receiptsRows } from './receipts.js'

/** `npm run bench -- [--json FILE] [--full]`: every measurement; with `--full` the audit is of ten million events, not one, and the tree of a million accounts. */
const { values } = parseArgs({ options: { json: { type: 'string' }, full: { type: 'boolean', default: false } } })

const rows: ReadonlyArray<Row> = [
  ...orderBookRows(),
  ...receiptsRows(),
  ...commitChainRows(values.full),
  ...(await auditRows(values.full ? 10_000_000 : 1_000_000)),
]

for (const { name, value, unit, against, ratio, goal, met } of rows)
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${name.padEnd(44)} ${String(value).padStart(10)} ${unit.padEnd(9)} ${String(ratio).padStart(6)} of ${against.padEnd(24)} ${goal}`,
  )
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
