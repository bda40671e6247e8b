import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runs } from './cases.js'
import { judge } from './clauses.js'
import type { Dealing } from './dealing.js'
import { type Passage, passageOf } from './passage.js'
import { ALICE, BOB, type Deed, evidenceOf, momentsOf, ORDER, TRANSFER, X, Y } from './runs.js'

const DEALINGS: ReadonlyArray<readonly [string, Dealing]> = [
  ['transfer', { kind: 'transfer', eon: 2n, transfer: TRANSFER }],
  ['swap', { kind: 'swap', eon: 2n, swap: ORDER }],
  ["alice's X", { kind: 'account', eon: 2n, trader: ALICE, coin: X }],
  ["alice's Y", { kind: 'account', eon: 2n, trader: ALICE, coin: Y }],
  ["bob's X", { kind: 'account', eon: 2n, trader: BOB, coin: X }],
]

const HONEST = { operator: false, traders: [ALICE] }

/** What each dealing is, where it moves or something is said of it, and which clauses the step breaks. */
const linesOf = (deeds: ReadonlyArray<Deed>): ReadonlyArray<string> => {
  const moments = momentsOf(...deeds).map(evidenceOf)
  const passages = moments.slice(1).map(
    (after, i): Passage =>
      passageOf(
        moments[i] as typeof after,
        after,
        DEALINGS.map(([, one]) => one),
        HONEST,
      ),
  )
  return passages.flatMap((passage, i) => [
    ...passage.readings.flatMap(({ was, moves, is: { state, said, victims } }, at) => {
      if (moves.length === 0 && said === undefined) return []
      const says = said === undefined ? '' : `; ${said.state}${said.against.map((one) => `, ${one}`).join('')}`
      return [`${i} ${DEALINGS[at]?.[0]}: ${was} ${moves.join(' ')} ${state}${says}; harms ${victims.join(' ')}`]
    }),
    ...judge(passage).map(({ clause, message }) => `${i} ${clause}: ${message}`),
  ])
}

const file = fileURLToPath(new URL('readings.txt', import.meta.url))
const section = (name: string, lines: ReadonlyArray<string>): string =>
  `${name}\n${lines.map((l) => `  ${l}\n`).join('')}`
const sections = new Map(
  readFileSync(file, 'utf8')
    .split(/^(?=\S)/m)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
)

// How the runs are read is reviewed as the code is: npx vitest run spec/integrity/readings.test.ts --update
describe('what each dealing of a small run is, step by step', () => {
  it.each(Object.keys(runs))('%s', (name) => {
    expect(section(name, linesOf(runs[name] as ReadonlyArray<Deed>))).toBe(sections.get(name))
  })

  // Writes it down; each run is looked at above, so `npm run mutate` need not do it twice.
  it.skipIf(false)('and of no other run is it written down', async () => {
    const all = Object.entries(runs).map(([name, deeds]) => section(name, linesOf(deeds)))
    await expect(all.join('')).toMatchFileSnapshot(file)
  })
})
