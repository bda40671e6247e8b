import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { loadCases } from '../../conformance/cli/conform.js'
import { type AnyScope, type Explorables, explorables } from '../../conformance/cli/explorables.js'
import { encoded } from '../../conformance/cli/explore.js'
import { readKnownFailures } from '../../conformance/cli/known-failures.js'
import type { Json, Kit } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { packageRoot, vectorsDirectory } from '../../conformance/kit/root.js'
import { killAll } from '../../conformance/mutants/kill.js'
import { conform, nothingKnown } from '../../conformance/run/conform.js'
import { countsOf, type RunResult } from '../../conformance/run/result.js'
import { connectStdio } from '../../conformance/transport/stdio.js'
import { format } from '../../conformance/vectors/format.js'
import type { Case } from '../../conformance/vectors/types.js'
import { commitChainScopes } from '../../model/commit-chain/scopes.js'
import { choices } from '../../model/core/arbitrary.js'
import { explore } from '../../model/core/explore.js'
import { type ArrowCount, walk } from '../../model/integrity/walk.js'
import { type Chapter, type ClauseId, chapters, clauseIds } from '../../spec/core/ids.js'
import { SPECIFICATION } from '../../spec/version.js'
import { digestsOf, outdated, recordFile } from './load.js'
import { ChapterRecord, type RecordedField, type RecordedScope, type RecordedVariant } from './types.js'

// `npm run evidence`, or `npm run evidence -- order-book` for one chapter: runs everything that is evidence for the clauses and writes
// down what came of it. It takes some minutes a chapter.

const SEED = 1
const RUNS = 200
const EVENTS = 40
const MOST_STATES = 4_000_000

const count = (into: Record<string, number>, key: string): void => {
  into[key] = (into[key] ?? 0) + 1
}

/** Runs drawn from the model; after every event the clauses judge the history so far. */
const random = (kit: Kit): NonNullable<ChapterRecord['random']> => {
  const refused: Record<string, number> = {}
  const broken: Record<string, number> = {}
  let events = 0
  let accepted = 0
  const drawn = fc.sample(fc.tuple(kit.params, choices(EVENTS)), { seed: SEED, numRuns: RUNS })
  for (const [params, chosen] of drawn) {
    const session = kit.open(params)
    const entries: Json[] = []
    for (const choice of chosen) {
      const { event, answer, observed } = session.step(session.draw(choice), kit.observations)
      const plain = 'accepted' in answer ? answer : { rejected: { reason: answer.rejected.reason } }
      entries.push({ event, answer: plain, observed })
      events += 1
      if ('accepted' in answer) accepted += 1
      else count(refused, answer.rejected.reason)
      for (const { clause } of kit.judge({ params, entries })) count(broken, clause)
    }
  }
  return { seed: SEED, runs: drawn.length, events, accepted, refused, broken }
}

const scopeOf = (scope: AnyScope, judges: ReadonlyArray<ClauseId>): RecordedScope => {
  const { states, transitions, depth, complete, violations } = explore(scope, { states: MOST_STATES, violations: 1 })
  const { name, says } = scope
  console.log(`  ${name}: ${states} states`)
  return { name, says, states, transitions, depth, complete, violations: violations.length, judges }
}

const variantOf = (
  { chapter }: Explorables,
  { says, breaks, scope }: Explorables['variants'][number],
): RecordedVariant => {
  const { states, violations } = explore(scope, { states: MOST_STATES, violations: 1 })
  const [violation] = violations
  if (violation === undefined) throw new Error(`${scope.name} breaks nothing`)
  const kit = kitOf(chapter)
  const replayed = scope.replay?.(violation.path)
  console.log(`  ${scope.name}: breaks ${violation.finding.clause}`)
  return {
    name: scope.name,
    says,
    breaks,
    message: violation.finding.message,
    states,
    moves: violation.moves.map((move) => scope.show(move)),
    ...(kit === undefined || replayed === undefined ? {} : { run: encoded(kit, replayed) }),
  }
}

const implementations = join(packageRoot(), 'conformance/implementations')

/** What became of the cases that name a clause, for each clause that some case of what is claimed names. */
const verdicts = ({ cases }: RunResult): ReadonlyArray<readonly [ClauseId, RecordedField['clauses'][string]]> =>
  [...new Set(cases.flatMap(({ clauses }) => clauses))].flatMap((id) => {
    const { passed, failed, expectedFailures, notClaimed } = countsOf({
      cases: cases.filter(({ clauses }) => clauses.includes(id)),
    })
    const broken = cases.filter(({ outcome }) => outcome.tag === 'failed' && outcome.failure.clause === id).length
    const all = failed + expectedFailures
    return passed + all === 0 ? [] : [[id, { passed, failed: all, broken, notClaimed }] as const]
  })

/** The implementations that can be started here. */
const COMMANDS: ReadonlyArray<readonly [string, ...string[]]> = [
  ['python3', join(implementations, 'python/adapter.py')],
  [join(implementations, 'rust/target/release/touchstone-rust')],
  [process.execPath, join(implementations, 'nodejs-order-book/adapter.mjs')],
  [process.execPath, join(implementations, 'orderbook-match-engine/adapter.mjs')],
]

const judged = async (
  command: readonly [string, ...string[]],
  cases: ReadonlyArray<Case>,
  profile: Chapter,
): Promise<ReadonlyArray<RecordedField>> => {
  const program = command.at(-1) as string
  if (!existsSync(program)) {
    console.log(`  ${program} is not there: build it first`)
    return []
  }
  const failures = join(program, '../known-failures.json')
  const known = existsSync(failures) ? await readKnownFailures(failures, cases) : nothingKnown
  const outcome = await conform({ connect: () => connectStdio(command), command: '', cases, known, profile })
  if (E.isLeft(outcome)) {
    console.log(`  ${program}: ${outcome.left.problem}`)
    return []
  }
  const { name, version, language } = outcome.right.implementation
  const clauses = verdicts(outcome.right)
  console.log(`  ${name}: ${clauses.length} clauses`)
  return clauses.length === 0 ? [] : [{ name, version, language, clauses: Object.fromEntries(clauses) }]
}

/** The scopes that are walked with the automaton alongside: in the one there are orders, in the other transfers. */
const WALKED: ReadonlySet<string> = new Set(['commit-chain-small', 'commit-chain-receiving'])

/** How often each arrow was taken, in all of them. */
const arrowsTaken = (): ReadonlyArray<ArrowCount> => {
  const taken = new Map<string, ArrowCount>()
  for (const scope of commitChainScopes.filter(({ name }) => WALKED.has(name)))
    for (const { from, move, to, count } of walk(scope, { states: MOST_STATES, violations: 1 }).arrows)
      taken.set(`${from} ${move}`, { from, move, to, count: count + (taken.get(`${from} ${move}`)?.count ?? 0) })
  return [...taken.values()]
}

const recordOf = async (chapter: Chapter, cases: ReadonlyArray<Case>): Promise<ChapterRecord> => {
  const kit = kitOf(chapter)
  const found = explorables.filter((one) => one.chapter === chapter)
  const field: RecordedField[] = []
  for (const command of COMMANDS) field.push(...(await judged(command, cases, chapter)))
  const { matrix } = await killAll(cases, { jobs: 2, search: false, filter: chapter }, ({ id }, done, all) => {
    if (done % 20 === 0) console.log(`  ${done}/${all} mutants, ${id}`)
  })
  return {
    chapter,
    specification: SPECIFICATION,
    digests: digestsOf(packageRoot(), chapter),
    mutants: matrix.map(({ id, made, clause, says, vectors }) => ({
      id,
      made,
      clause,
      says,
      vectors: vectors as Readonly<Record<string, number>>,
    })),
    ...(kit === undefined || kit.observations.length === 0 ? {} : { random: random(kit) }),
    scopes: found.flatMap(({ scopes, judges }) => scopes.map((scope) => scopeOf(scope, judges ?? clauseIds[chapter]))),
    variants: found.flatMap((one) => one.variants.map((variant) => variantOf(one, variant))),
    field,
    ...(chapter === 'integrity' ? { arrows: arrowsTaken() } : {}),
  }
}

/** `npm run evidence -- check`: whether what is recorded is of the clauses as they are. */
const checkRecords = (): void => {
  const old = outdated(packageRoot())
  for (const line of old) console.error(`docs/evidence: ${line}; record it anew with: npm run evidence -- CHAPTER`)
  if (old.length === 0) console.log('the recorded evidence is of the clauses as they are')
  process.exitCode = old.length === 0 ? 0 : 1
}

const main = async (wanted: ReadonlyArray<string>): Promise<void> => {
  if (wanted[0] === 'check') return checkRecords()
  const unknown = wanted.filter((name) => !(chapters as ReadonlyArray<string>).includes(name))
  if (unknown.length > 0) throw new Error(`no chapter ${unknown.join(', ')}; there are ${chapters.join(', ')}`)
  const cases = await loadCases(vectorsDirectory())
  for (const chapter of chapters.filter((one) => wanted.length === 0 || wanted.includes(one))) {
    console.log(chapter)
    const record = await recordOf(chapter, cases)
    writeFileSync(recordFile(packageRoot(), chapter), format(ChapterRecord.encode(record) as unknown as Json))
  }
}

await main(process.argv.slice(2))
