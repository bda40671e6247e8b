import { join } from 'node:path'
import { type Explored, explore, type Violation } from '../../model/core/explore.js'
import { clauseText } from '../../spec/clauses.js'
import type { Json, Kit } from '../kit/kit.js'
import { kitOf } from '../kit/kits.js'
import { traceCase } from '../vectors/build.js'
import { format } from '../vectors/format.js'
import { Case } from '../vectors/types.js'
import { whole } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import { type AnyScope, type Explorables, explorables, scopesOf } from './explorables.js'
import { exploreIntegrity } from './explore-integrity.js'
import { exploreMonotonicity } from './explore-margin.js'
import { write } from './reports.js'
import { exploreInThreads } from './threads.js'

/** The options of `touchstone explore`. */
export interface ExploreOptions {
  readonly scope?: string
  readonly list?: boolean
  readonly json?: string
  readonly svg?: string
  readonly table?: boolean
  readonly states: string
  readonly jobs: string
  readonly failures: string
}

/**
 * `touchstone explore`: visits every state of a scope; answers 0 if it saw all of them and found nothing, 1 if it found
 * a violation or came to its limit.
 */
export const exploreCommand = async (machine: string, options: ExploreOptions): Promise<number> => {
  const jobs = whole('--jobs', options.jobs, 'threads, such as 2')
  if (jobs > 1 && (machine === 'integrity' || options.table === true))
    throw new UsageError('steps are counted by one thread: leave out --jobs')
  if (machine === 'integrity') return exploreIntegrity(options)
  if (machine === 'margin' && options.table === true) return exploreMonotonicity(options)
  const found = explorables.find(({ chapter }) => chapter === machine)
  if (found === undefined)
    throw new UsageError(
      `there is nothing to explore of ${machine}; there is of ${explorables.map(({ chapter }) => chapter).join(', ')}, integrity`,
    )
  if (options.list === true) {
    list(found)
    return EXIT.conformant
  }
  const all = scopesOf(found)
  const scope = all.find(({ name }) => name === (options.scope ?? found.scopes[0]?.name))
  if (scope === undefined)
    throw new UsageError(`there is no scope ${options.scope}; there are ${all.map(({ name }) => name).join(', ')}`)
  console.log(`${scope.name}: ${scope.says}`)
  const limits = {
    states: whole('--states', options.states, 'states, such as 1000000'),
    violations: 1,
    ...(process.stderr.isTTY === true ? { onProgress } : {}),
  }
  const explored = jobs === 1 ? explore(scope, limits) : await exploreInThreads(machine, scope, limits, jobs)
  if (process.stderr.isTTY === true) process.stderr.write('\n')
  summary(explored)
  for (const violation of explored.violations) {
    showViolation(scope, violation)
    const file = await saved(machine, scope, violation, options.failures)
    if (file !== undefined) console.log(`  saved  ${file}`)
  }
  if (options.json !== undefined) await write(options.json, format(reportOf(scope, explored)))
  return explored.complete ? EXIT.conformant : EXIT.notConformant
}

const list = ({ scopes, variants: others }: Explorables): void => {
  for (const { name, says } of scopes) console.log(`${name}\n  ${says}`)
  if (others.length > 0) console.log('\nother rules, each until it breaks a theorem:')
  for (const { scope, says, breaks } of others) console.log(`${scope.name}\n  ${says}; breaks ${breaks}`)
}

const onProgress = ({
  states,
  transitions,
  depth,
}: {
  readonly states: number
  readonly transitions: number
  readonly depth: number
}): void => {
  process.stderr.write(`\r${states} states, ${transitions} transitions, depth ${depth}   `)
}

const perSecond = ({ states, seconds }: Explored<unknown>): number => Math.round(states / Math.max(seconds, 0.001))

const summary = (explored: Explored<unknown>): void => {
  const { states, transitions, depth, complete, violations } = explored
  const end = complete
    ? 'complete, no violation'
    : violations.length > 0
      ? 'ended at the first violation'
      : 'NOT COMPLETE: it came to its limit of states; --states sets another'
  console.log(`  ${states} states, ${transitions} transitions, depth ${depth}, ${perSecond(explored)} states/s: ${end}`)
}

const showViolation = (scope: AnyScope, { finding, moves, path }: Violation<unknown>): void => {
  console.log(`\n✗ ${finding.clause} ${clauseText(finding.clause).says}`)
  console.log(`    ${finding.message}\n`)
  for (const [i, line] of (scope.tell?.(path) ?? lines(moves.map((move) => scope.show(move)))).entries())
    console.log(`  ${String(i + 1).padStart(2)}. ${line}`)
}

/** The lines of a run; one that follows itself is told once, with how often. */
const lines = (all: ReadonlyArray<string>): ReadonlyArray<string> => {
  const told: { line: string; times: number }[] = []
  for (const line of all) {
    const last = told.at(-1)
    if (last?.line === line) last.times += 1
    else told.push({ line, times: 1 })
  }
  return told.map(({ line, times }) => (times === 1 ? line : `${line} (${times} times)`))
}

/** Saves a counterexample as a vector: what the verifier of the specification answers to the same events. */
const saved = async (
  machine: string,
  scope: AnyScope,
  { path, finding }: Violation<unknown>,
  folder: string,
): Promise<string | undefined> => {
  const kit = kitOf(machine)
  const replayed = scope.replay?.(path)
  if (kit === undefined || replayed === undefined) return undefined
  const { params, events } = encoded(kit, replayed)
  const one = traceCase(kit, {
    slug: `explored-${scope.name}`,
    comment: `${scope.says}. Explored until ${finding.clause} breaks: ${finding.message}.`,
    source: { from: 'shrunk', of: `explore ${machine} --scope ${scope.name}` },
    clauses: [finding.clause],
    params,
    events,
  })
  const file = join(folder, `${one.id.replaceAll('/', '-')}.json`)
  await write(file, format(Case.encode(one) as Json))
  return file
}

/** A run of a scope, as parameters and events in JSON. */
export const encoded = (
  kit: Kit,
  { params, events }: { readonly params: unknown; readonly events: ReadonlyArray<unknown> },
): { readonly params: Json; readonly events: ReadonlyArray<Json> } => ({
  params: kit.codecs.params.encode(params) as Json,
  events: events.map((event) => kit.codecs.event.encode(event) as Json),
})

const reportOf = (scope: AnyScope, explored: Explored<unknown>): Json => ({
  scope: explored.scope,
  states: explored.states,
  transitions: explored.transitions,
  depth: explored.depth,
  complete: explored.complete,
  statesPerSecond: perSecond(explored),
  violations: explored.violations.map(({ finding, moves }) => ({
    clause: finding.clause,
    message: finding.message,
    moves: moves.map((move) => scope.show(move)),
  })),
})
