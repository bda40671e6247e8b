import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Row } from './measure.js'
import { orderBookRows } from './order-book.js'

const { values } = parseArgs({ options: { json: { type: 'string' } } })

const rows: ReadonlyArray<Row> = [...orderBookRows()]

for (const { name, value, unit, against, ratio, goal, met } of rows)
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${name.padEnd(44)} ${String(value).padStart(10)} ${unit.padEnd(10)} ${String(ratio).padStart(6)} of ${against.padEnd(24)} ${goal}`,
  )
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
