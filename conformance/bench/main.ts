import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { drawCosts } from '../../model/margin/draw.js'
import { auditRows } from './audit.js'
import { commitChainRows } from './commit-chain.js'
import { exploreRows } from './explore.js'
import { marginCosts, marginRows } from './margin.js'
import type { Row } from './measure.js'
import { orderBookRows } from './order-book.js'
import { receiptsRows } from './receipts.js'
import { sealedOrdersRows } from './sealed-orders.js'

/** `npm run bench -- [--json FILE] [--svg FILE] [--full]`: every measurement, and a figure of what validating everybody again costs; with `--full` the audit is of ten million events, not one, the tree of a million accounts, and the futures market of a million events, not a tenth of them. */
const { values } = parseArgs({
  options: { json: { type: 'string' }, full: { type: 'boolean', default: false }, svg: { type: 'string' } },
})

const costs = marginCosts()
const rows: ReadonlyArray<Row> = [
  ...orderBookRows(),
  ...sealedOrdersRows(),
  ...receiptsRows(),
  ...commitChainRows(values.full),
  ...marginRows(values.full, costs),
  ...(await exploreRows()),
  ...(await auditRows(values.full ? 10_000_000 : 1_000_000)),
]

for (const { name, value, unit, against, ratio, goal, met } of rows)
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${name.padEnd(44)} ${String(value).padStart(10)} ${unit.padEnd(9)} ${String(ratio).padStart(6)} of ${against.padEnd(24)} ${goal}`,
  )
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
if (values.svg !== undefined)
  await writeFile(
    values.svg,
    drawCosts([
      { name: 'definition', points: costs.definition },
      { name: 'remembered', points: costs.kept },
    ]),
  )
