import { assumedDay, measureDay } from '../../model/margin/day.js'
import { drawDay } from '../../model/margin/draw.js'
import { generatedFlow, readFlow } from '../measure/flow.js'
import { format } from '../vectors/format.js'
import { whole } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import { write } from './reports.js'

/** The options of `touchstone measure`. */
export interface MeasureOptions {
  readonly orders?: string
  readonly instructions: string
  readonly traders: string
  readonly seeds: string
  readonly json?: string
  readonly svg?: string
}

/** How much more an order needs than staying in: nothing, a tenth, a fifth, as much again; in ten-thousandths. */
const INITIAL_RATES = [500n, 550n, 600n, 1_000n]

/** `touchstone measure`: how many proofs of margin the events of a flow void, with its orders dealt out to traders. */
export const measureCommand = async (options: MeasureOptions): Promise<number> => {
  const traders = whole('--traders', options.traders, 'traders, such as 100')
  const seeds = Array.from({ length: whole('--seeds', options.seeds, 'seeds, such as 5') }, (_, i) => i + 1)
  const length = whole('--instructions', options.instructions, 'instructions, such as 8000')
  const instructions = options.orders === undefined ? generatedFlow(length, 1) : readFlow(options.orders)
  if (typeof instructions === 'string') throw new UsageError(instructions)
  const measured = measureDay(instructions, { ...assumedDay, traders }, seeds, INITIAL_RATES)
  console.log(
    `${instructions.length} instructions ${options.orders === undefined ? 'of the generated flow' : `of ${options.orders}`}, ${traders} traders, seeds 1 to ${seeds.length}; for 1,000 instructions:`,
  )
  for (const { initialRate, voided, voiding, stale } of measured)
    console.log(
      `  rates of ${percent(initialRate)} and ${percent(assumedDay.maintenanceRate)}: ${voided.toFixed(2)} proofs void, by ${voiding.toFixed(2)} instructions; all stale after ${stale.toFixed(1)}`,
    )
  if (options.json !== undefined)
    await write(
      options.json,
      format({
        instructions: instructions.length,
        traders,
        seeds,
        measured: measured.map(({ initialRate, voided, voiding, stale, windows }) => ({
          initialRate: String(initialRate),
          maintenanceRate: String(assumedDay.maintenanceRate),
          voided,
          voiding,
          stale,
          windows: windows.map((window) => ({ ...window })),
        })),
      }),
    )
  if (options.svg !== undefined) await write(options.svg, drawDay(measured, { ...assumedDay, traders }))
  return EXIT.conformant
}

const percent = (rate: bigint): string => `${Number(rate) / 100}%`
