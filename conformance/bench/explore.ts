import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { commitChainScopes } from '../../model/commit-chain/scopes.js'
import { type Explored, explore } from '../../model/core/explore.js'
import { liveScope } from '../../model/order-book/live.js'
import { exploreInThreads } from '../cli/threads.js'
import { packageRoot } from '../kit/root.js'
import { countedByQuint, hasQuint, hasSpin, type Searched, simulateWithQuint, withSpin } from './checkers.js'
import { median, type Row, rounded } from './measure.js'

const ROUNDS = 3
const SLOTS = 4
const STEPS = 10_000
const GOAL_STATES = 1_000_000
const GOAL_BYTES = 2 ** 31

const limits = { states: 10_000_000, violations: 1 }

/** Exploration against Spin and Quint where they are installed, on one model, which all of them count alike; by two threads against one; and its memory. */
export const exploreRows = async (): Promise<ReadonlyArray<Row>> => [...againstOthers(), await byThreads(), memory()]

/** Explores the same books in turn with all that are there. */
const againstOthers = (): ReadonlyArray<Row> => {
  const isQuint = hasQuint()
  const small = explore(liveScope(2), limits)
  if (isQuint && countedByQuint() !== small.states) throw new Error('Quint counts other states than the explorer')
  // The first exploration is slower until it is compiled.
  explore(liveScope(SLOTS - 1), limits)
  const round = (search: (() => Searched) | undefined) => {
    const own = explore(liveScope(SLOTS), limits)
    const spin = search?.()
    if (spin !== undefined && (spin.states !== own.states || spin.transitions !== own.transitions))
      throw new Error(`Spin counts ${spin.states} states and ${spin.transitions} transitions, the explorer others`)
    return { own, spin, quint: isQuint ? simulateWithQuint(STEPS) : undefined }
  }
  const rounds = (search?: () => Searched) => Array.from({ length: ROUNDS }, () => round(search))
  const all = hasSpin() ? withSpin(SLOTS, '-O2', rounds) : rounds()
  const statesOf = ({ states, seconds }: Pick<Explored<unknown>, 'states' | 'seconds'>): number => states / seconds
  const stepsOf = ({ transitions, seconds }: Explored<unknown>): number => transitions / seconds
  const bySpin = all.flatMap(({ own, spin }) => (spin === undefined ? [] : [statesOf(own) / statesOf(spin)]))
  const byQuint = all.flatMap(({ own, quint }) =>
    quint === undefined ? [] : [stepsOf(own) / (quint.steps / quint.seconds)],
  )
  return [
    {
      name: `exploring ${all[0]?.own.states} books, one thread`,
      value: rounded(median(all.map(({ own }) => statesOf(own)))),
      unit: 'states/s',
      ...compared('Spin', bySpin, 0.25),
    },
    {
      name: 'steps of the same books',
      value: rounded(median(all.map(({ own }) => stepsOf(own)))),
      unit: 'steps/s',
      ...compared('quint run', byQuint, 100),
    },
  ]
}

/** What is not installed is compared with nothing. */
const compared = (
  against: string,
  ratios: ReadonlyArray<number>,
  goal: number,
): Pick<Row, 'against' | 'ratio' | 'goal' | 'met'> =>
  ratios.length === 0
    ? { against: `${against}: not installed`, ratio: Number.NaN, goal: `ratio >= ${goal}`, met: true }
    : { against, ratio: rounded(median(ratios)), goal: `ratio >= ${goal}`, met: median(ratios) >= goal }

/** The largest scope of the commit-chain, whose steps take long, by two threads against one, in turn. */
const byThreads = async (): Promise<Row> => {
  const scope = commitChainScopes[1] as (typeof commitChainScopes)[number]
  explore(scope, { ...limits, states: 10_000 })
  const rounds: { readonly states: number; readonly perSecond: number; readonly gain: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const alone = explore(scope, limits)
    const together = await exploreInThreads('commit-chain', scope, limits, 2)
    if (together.states !== alone.states || together.transitions !== alone.transitions)
      throw new Error(`two threads count ${together.states} states, one ${alone.states}`)
    rounds.push({
      states: together.states,
      perSecond: together.states / together.seconds,
      gain: alone.seconds / together.seconds,
    })
  }
  const gain = median(rounds.map((round) => round.gain))
  return {
    name: `exploring ${rounds[0]?.states} states, two threads`,
    value: rounded(median(rounds.map(({ perSecond }) => perSecond))),
    unit: 'states/s',
    against: 'one thread',
    ratio: rounded(gain),
    goal: 'ratio >= 1.3',
    met: gain >= 1.3,
  }
}

/** The largest memory of a process that explores a million states. */
const memory = (): Row => {
  const script = `
    import { explore } from ${JSON.stringify(join(packageRoot(), 'model/core/explore.ts'))}
    import { liveScope } from ${JSON.stringify(join(packageRoot(), 'model/order-book/live.ts'))}
    const { states } = explore(liveScope(5), { states: ${GOAL_STATES}, violations: 1 })
    console.log(JSON.stringify({ states, bytes: process.resourceUsage().maxRSS * 1024 }))`
  const { states, bytes } = JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: packageRoot(),
      encoding: 'utf8',
    }),
  )
  return {
    name: `exploring ${states} books, largest memory`,
    value: rounded(bytes / 2 ** 20),
    unit: 'MiB',
    against: '2 GiB',
    ratio: rounded(bytes / GOAL_BYTES),
    goal: 'ratio < 1',
    met: bytes < GOAL_BYTES,
  }
}
