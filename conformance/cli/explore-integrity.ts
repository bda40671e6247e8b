import { commitChainScopes } from '../../model/commit-chain/scopes.js'
import { svg } from '../../model/integrity/draw.js'
import { type Walked, walk } from '../../model/integrity/walk.js'
import { moves } from '../../spec/integrity/automaton.js'
import type { Json } from '../kit/kit.js'
import { format } from '../vectors/format.js'
import { whole } from './conform.js'
import { EXIT, UsageError } from './exit.js'
import type { ExploreOptions } from './explore.js'
import { write } from './reports.js'

/**
 * `touchstone explore integrity`: explores a scope of the commit-chain, reads every step as moves of the automaton, and
 * says how often each arrow was taken; `--svg` draws that.
 */
export const exploreIntegrity = async (options: ExploreOptions): Promise<number> => {
  if (options.list === true) {
    for (const { name, says } of commitChainScopes) console.log(`${name}\n  ${says}`)
    return EXIT.conformant
  }
  const name = options.scope ?? commitChainScopes[0]?.name
  const scope = commitChainScopes.find((one) => one.name === name)
  if (scope === undefined)
    throw new UsageError(
      `there is no scope ${options.scope}; there are ${commitChainScopes.map((one) => one.name).join(', ')}`,
    )
  console.log(`${scope.name}: ${scope.says}`)
  const walked = walk(scope, { states: whole('--states', options.states, 'states, such as 1000000'), violations: 1 })
  const { states, transitions, depth, complete } = walked.explored
  console.log(
    `  ${states} states, ${transitions} transitions, depth ${depth}: ${complete ? 'complete' : 'NOT COMPLETE'}`,
  )
  for (const { from, move, to, count } of walked.arrows)
    console.log(`  ${from} -> ${to}  ${move.padEnd(11)} ${moves[move].by.padEnd(9)} ${String(count).padStart(8)}`)
  for (const { clause, message } of walked.findings) console.log(`✗ ${clause} ${message}`)
  if (options.svg !== undefined) await write(options.svg, svg(walked.arrows))
  if (options.json !== undefined) await write(options.json, format(reportOf(walked)))
  return complete && walked.findings.length === 0 ? EXIT.conformant : EXIT.notConformant
}

const reportOf = ({ explored, arrows, findings }: Walked): Json => ({
  scope: explored.scope,
  states: explored.states,
  transitions: explored.transitions,
  depth: explored.depth,
  complete: explored.complete,
  statesPerSecond: Math.round(explored.states / Math.max(explored.seconds, 0.001)),
  violations: findings.map(({ clause, message }) => ({ clause, message })),
  arrows: arrows.map(({ from, move, to, count }) => ({ from, move, to, count })),
})
