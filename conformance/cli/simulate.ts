import { join } from 'node:path'
import * as collateralRuns from '../../model/collateral/arbitrary.js'
import { collateral } from '../../model/collateral/machine.js'
import * as commitChainRuns from '../../model/commit-chain/arbitrary.js'
import { verifier } from '../../model/commit-chain/machine.js'
import { type Simulable, type Simulated, simulable } from '../../model/core/simulate.js'
import * as marginRuns from '../../model/margin/arbitrary.js'
import { futures } from '../../model/margin/machine.js'
import * as orderBookRuns from '../../model/order-book/arbitrary.js'
import { orderBook } from '../../model/order-book/machine.js'
import * as receiptsRuns from '../../model/receipts/arbitrary.js'
import { receipts } from '../../model/receipts/machine.js'
import * as sealedRuns from '../../model/sealed-orders/arbitrary.js'
import { submissions } from '../../model/sealed-orders/machine.js'
import { clauseText } from '../../spec/clauses.js'
import type { ClauseId } from '../../spec/core/ids.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import { eventText } from '../report/event.js'
import { traceCase } from '../vectors/build.js'
import { format } from '../vectors/format.js'
import { Case } from '../vectors/types.js'
import { whole } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import { write } from './reports.js'

/** The options of `touchstone simulate`. */
export interface SimulateOptions {
  readonly runs: string
  readonly length: string
  readonly time: string
  readonly seed: string
  readonly path?: string
  readonly json?: string
  readonly failures: string
}

const simulables: ReadonlyArray<Simulable> = [
  simulable(orderBook, orderBookRuns.params, orderBookRuns.drawing),
  simulable(receipts, receiptsRuns.params, receiptsRuns.drawing),
  simulable(submissions, sealedRuns.params, sealedRuns.drawing),
  simulable(verifier, commitChainRuns.params, commitChainRuns.drawing),
  simulable(collateral, collateralRuns.params, collateralRuns.drawing),
  simulable(futures, marginRuns.params, marginRuns.drawing),
]

/**
 * `touchstone simulate`: draws random runs of a chapter's machine and holds every clause and invariant against each
 * state and step; answers 0 if nothing was wrong, 1 with the smallest run that is.
 */
export const simulateCommand = async (chapter: string, options: SimulateOptions): Promise<number> => {
  const machine = simulables.find((one) => one.chapter === chapter)
  if (machine === undefined)
    throw new UsageError(
      `there is nothing to simulate of ${chapter}; there is of ${simulables.map((one) => one.chapter).join(', ')}`,
    )
  const seed = whole('--seed', options.seed, 'number, such as 1')
  const simulated = machine.simulate({
    runs: whole('--runs', options.runs, 'runs, such as 1000'),
    length: whole('--length', options.length, 'events, such as 60'),
    seconds: whole('--time', options.time, 'seconds, such as 60'),
    seed,
    ...(options.path === undefined ? {} : { path: options.path }),
  })
  summary(chapter, seed, simulated)
  if (simulated.violation !== undefined) await showViolation(chapter, simulated.violation, options.failures)
  if (options.json !== undefined) await write(options.json, format(reportOf(chapter, seed, simulated)))
  return simulated.violation === undefined ? EXIT.conformant : EXIT.notConformant
}

const summary = (
  chapter: string,
  seed: number,
  { runs, events, coverage, violation }: Simulated<unknown, unknown>,
): void => {
  console.log(`${chapter}: ${runs} runs, ${events} events, from seed ${seed}`)
  for (const { rule, taken, refused } of byRule(coverage)) {
    const reasons = refused.map(([clause, count]) => `${clause} ${count}`).join(', ')
    console.log(
      `  ${rule.padEnd(24)} taken ${String(taken).padStart(6)}${reasons === '' ? '' : `   refused by ${reasons}`}`,
    )
  }
  const refusals = [...coverage].filter(([key]) => key.includes('/'))
  const seen = refusals.filter(([, count]) => count > 0).length
  console.log(
    `  ${seen} of ${refusals.length} ways to be refused were met${seen < refusals.length ? '; --json FILE names all' : ''}`,
  )
  if (violation === undefined) console.log('  no violation')
}

/** The coverage with a row for each rule: how often it was taken, and by which clause refused. */
const byRule = (coverage: ReadonlyMap<string, number>) =>
  [...coverage]
    .filter(([key]) => !key.includes('/'))
    .map(([rule, taken]) => ({
      rule,
      taken,
      refused: [...coverage].flatMap(
        ([key, count]): ReadonlyArray<readonly [string, number]> =>
          key.startsWith(`${rule}/`) && count > 0 ? [[key.slice(rule.length + 1), count]] : [],
      ),
    }))

type Violation = NonNullable<Simulated<unknown, unknown>['violation']>

const showViolation = async (chapter: string, violation: Violation, folder: string): Promise<void> => {
  const { clause, invariant, message, seed, path } = violation
  console.log(`\n✗ ${clause === undefined ? invariant : `${clause} ${clauseText(clause).says}`}\n    ${message}\n`)
  const kit = kitOf(chapter)
  if (kit === undefined) console.log(`  ${violation.events.length} events`)
  else {
    const { params, events } = encoded(kit, violation)
    console.log(`  parameters ${JSON.stringify(params)}`)
    for (const [i, event] of events.entries()) console.log(`  ${String(i + 1).padStart(2)}. ${eventText(event, 6)}`)
    if (clause !== undefined) console.log(`\n  saved  ${await saved(kit, clause, violation, folder)}`)
  }
  console.log(`  again  touchstone simulate ${chapter} --seed ${seed} --path ${path}`)
}

const encoded = (kit: Kit, { params, events }: Violation) => ({
  params: kit.codecs.params.encode(params) as Json,
  events: events.map((event) => kit.codecs.event.encode(event) as Json),
})

const saved = async (kit: Kit, clause: ClauseId, violation: Violation, folder: string): Promise<string> => {
  const { message, seed, path } = violation
  const one = traceCase(kit, {
    slug: `simulated-${clause}-${seed}`,
    comment: `Simulated until ${clause} breaks: ${message}.`,
    source: { from: 'shrunk', of: `simulate ${kit.chapter} --seed ${seed} --path ${path}` },
    clauses: [clause],
    ...encoded(kit, violation),
  })
  const file = join(folder, `${one.id.replaceAll('/', '-')}.json`)
  await write(file, format(Case.encode(one) as Json))
  return file
}

const reportOf = (
  chapter: string,
  seed: number,
  { runs, events, coverage, violation }: Simulated<unknown, unknown>,
): Json => ({
  chapter,
  seed,
  runs,
  events,
  coverage: Object.fromEntries(coverage),
  violations:
    violation === undefined
      ? []
      : [
          {
            clause: violation.clause ?? null,
            invariant: violation.invariant,
            message: violation.message,
            seed: violation.seed,
            path: violation.path,
            length: violation.events.length,
          },
        ],
})
