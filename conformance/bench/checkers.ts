import { type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'
import { timed } from './measure.js'

// Two other model checkers, where they are installed, on the model of `model/order-book/live.ts` in their languages.

const folder = join(packageRoot(), 'conformance/bench/models')
const QUINT = join(folder, 'node_modules/.bin/quint')

const answers = (command: string, ...args: ReadonlyArray<string>): boolean => spawnSync(command, args).status === 0

/** Whether Spin is there, and a compiler for what it makes. */
export const hasSpin = (): boolean => answers('spin', '-V') && answers('cc', '--version')

/** Whether Quint is there: `npm ci --ignore-scripts --prefix conformance/bench/models`. */
export const hasQuint = (): boolean => existsSync(QUINT)

/** What came of an exhaustive search. */
export interface Searched {
  readonly states: number
  readonly transitions: number
  readonly seconds: number
}

/**
 * Explores the books of up to so many live orders with Spin, as often as `work` asks for it. What Spin makes is compiled
 * beforehand; a count of states needs no optimization.
 */
export const withSpin = <A>(slots: number, optimization: '-O0' | '-O2', work: (search: () => Searched) => A): A => {
  const at = mkdtempSync(join(tmpdir(), 'touchstone-spin-'))
  const quietly: ExecFileSyncOptionsWithStringEncoding = {
    cwd: at,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }
  try {
    execFileSync('spin', ['-a', `-DSLOTS=${slots}`, join(folder, 'order-book.pml')], quietly)
    execFileSync('cc', [optimization, '-w', '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=2000', '-o', 'pan', 'pan.c'], quietly)
    return work(() => {
      let out = ''
      const ms = timed(() => {
        out = execFileSync(join(at, 'pan'), ['-m1000000'], quietly)
      })
      if (!/errors: 0/.test(out)) throw new Error(`Spin finds something wrong:\n${out}`)
      const counted = (pattern: RegExp): number => Number(pattern.exec(out)?.[1])
      // It counts the state that it begins with as a transition.
      const transitions = counted(/(\d+) transitions/) - 1
      return { states: counted(/(\d+) states, stored/), transitions, seconds: ms / 1000 }
    })
  } finally {
    rmSync(at, { recursive: true })
  }
}

const quint = (...args: ReadonlyArray<string>): string =>
  execFileSync(QUINT, [...args, '--backend', 'typescript', join(folder, 'order-book.qnt')], { encoding: 'utf8' })

/** How many books of up to two live orders Quint counts, by its own successors of each. */
export const countedByQuint = (): number => Number(/states (\d+)/.exec(quint('test', '--main', 'small'))?.[1])

/** Simulates so many steps of the books of up to four live orders with Quint; the time is what Quint says, without its start. */
export const simulateWithQuint = (steps: number): { readonly steps: number; readonly seconds: number } => {
  const EACH = 50
  const samples = Math.ceil(steps / EACH)
  const size = ['--max-samples', String(samples), '--max-steps', String(EACH)]
  const said = /No violation found \((\d+)ms/.exec(quint('run', '--main', 'full', '--invariant', 'isSound', ...size))
  if (said === null) throw new Error('Quint finds something wrong')
  return { steps: samples * EACH, seconds: Number(said[1]) / 1000 }
}
