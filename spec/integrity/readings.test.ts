import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Dealing } from './dealing.js'
import { answerBalance, challengeBalance, challengeSwap } from './disputes.js'
import { type Passage, passageOf } from './passage.js'
import {
  ALICE,
  BOB,
  comes,
  commits,
  type Deed,
  evidenceOf,
  HUB,
  momentsOf,
  ORDER,
  ratifies,
  signs,
  TRANSFER,
  X,
  Y,
} from './runs.js'

/** Alice's side, bob's side, and what the checkpoint of eon 3 says of both and of the hub. */
const sends = signs(ALICE, X, TRANSFER)
const takes = signs(BOB, X, TRANSFER)
const sells = signs(ALICE, X, ORDER)
const buys = signs(ALICE, Y, ORDER)
const [hers, his, herY] = [ratifies(ALICE, X), ratifies(BOB, X), ratifies(ALICE, Y)]
const idle = commits([ALICE, X, 1n], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const moved = commits([ALICE, X, 0n, 'applied'], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const debited = commits([ALICE, X, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const credited = commits([ALICE, X, 1n], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 0n], [HUB, Y, 1n])
const overallotted = commits([ALICE, X, 1n], [BOB, X, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const shorted = commits([ALICE, X, 0n], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const filled = commits([ALICE, X, 0n, 'applied'], [ALICE, Y, 1n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 0n])
const returned = commits([ALICE, X, 1n, 'applied'], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const unpaid = commits([ALICE, X, 0n, 'applied'], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const halfSold = commits([ALICE, X, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 2n], [HUB, Y, 1n])
const halfBought = commits([ALICE, X, 1n], [ALICE, Y, 0n, 'applied'], [BOB, Y, 1n], [HUB, X, 1n], [HUB, Y, 1n])
const next = comes(3n)
const late = comes(4n, 1n)

/** Runs of one eon and its checkpoint, by name. */
const RUNS: Readonly<Record<string, ReadonlyArray<Deed>>> = {
  'nothing is signed': [next, idle],
  'nothing is signed, and nothing committed': [next, late],
  'nothing is signed, and alice is shorted': [next, shorted],
  'nothing is signed, and alice challenges in vain': [next, idle, challengeBalance, answerBalance, late],
  'nothing is signed, and alice is not answered': [next, idle, challengeBalance, late],
  'alice signs': [sends, next, idle],
  'alice signs, and nothing is committed': [sends, next, late],
  'alice signs, and is debited': [sends, next, debited],
  'alice signs, and is debited, and challenges': [sends, next, debited, challengeBalance, late],
  'alice signs, and is shorted': [sends, next, shorted],
  'both sign': [sends, takes, next, moved],
  'both sign, and it is dropped': [sends, takes, next, idle],
  'both sign, and alice is debited': [sends, takes, next, debited],
  'both sign, and bob is credited alone': [sends, takes, next, credited],
  'both sign, and bob is credited out of nothing': [sends, takes, next, overallotted],
  'both sign, and nothing is committed': [sends, takes, next, late],
  'both sign, alice has it': [sends, takes, hers, next, moved],
  'both sign, alice has it, and it is dropped': [sends, takes, hers, next, idle],
  'both sign, alice has it, and bob is credited alone': [sends, takes, hers, next, credited],
  'both sign, bob has it': [sends, takes, his, next, moved],
  'both sign, bob has it, and it is dropped': [sends, takes, his, next, idle],
  'both sign, bob has it, and alice is debited': [sends, takes, his, next, debited],
  'both sign, it is dropped, and then alice gets it': [sends, takes, next, idle, hers],
  'both sign, it is dropped, and then bob gets it': [sends, takes, next, idle, his],
  'only bob signs': [takes, next, idle],
  'only bob signs, and is credited': [takes, next, credited],
  'alice signs and has it, and it is dropped': [sends, hers, next, idle],
  'alice signs and has it, and is debited': [sends, hers, next, debited],
  'alice orders': [sells, buys, next, idle],
  'alice orders, and is filled': [sells, buys, next, filled],
  'alice orders, and it comes back': [sells, buys, next, returned],
  'alice orders, and is not paid': [sells, buys, next, unpaid],
  'alice orders, and only what she sells is taken': [sells, buys, next, halfSold],
  'alice orders, and only what she buys is applied': [sells, buys, next, halfBought],
  'alice orders, and nothing is committed': [sells, buys, next, late],
  'alice orders, half of it only': [sells, next, idle],
  'alice orders, half of it only, which is taken': [sells, next, halfSold],
  'alice orders, the other half only': [buys, next, idle],
  'alice orders and has it': [sells, buys, hers, herY, next, filled],
  'alice orders and has it, and it is dropped': [sells, buys, hers, herY, next, idle],
  'alice orders and has it, and is not paid': [sells, buys, hers, herY, next, unpaid],
  'alice orders and has one half, and only the other is applied': [sells, buys, hers, next, halfBought],
  'alice orders, is filled, and challenges the swap in vain': [sells, buys, next, filled, challengeSwap, late],
  'alice orders, is not paid, and challenges the swap': [sells, buys, next, unpaid, challengeSwap, late],
  'alice orders, is filled, and challenges her balance': [
    sells,
    buys,
    next,
    filled,
    challengeBalance,
    answerBalance,
    late,
  ],
}

const DEALINGS: ReadonlyArray<readonly [string, Dealing]> = [
  ['transfer', { kind: 'transfer', eon: 2n, transfer: TRANSFER }],
  ['swap', { kind: 'swap', eon: 2n, swap: ORDER }],
  ["alice's X", { kind: 'account', eon: 2n, trader: ALICE, coin: X }],
  ["alice's Y", { kind: 'account', eon: 2n, trader: ALICE, coin: Y }],
  ["bob's X", { kind: 'account', eon: 2n, trader: BOB, coin: X }],
]

const HONEST = { operator: false, traders: [ALICE] }

/** What each dealing is, where it moves or something is said of it. */
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
  return passages.flatMap(({ readings }, i) =>
    readings.flatMap(({ was, moves, is: { state, said, victims } }, at) => {
      if (moves.length === 0 && said === undefined) return []
      const says = said === undefined ? '' : `; ${said.state}${said.against.map((one) => `, ${one}`).join('')}`
      return [`${i} ${DEALINGS[at]?.[0]}: ${was} ${moves.join(' ')} ${state}${says}; harms ${victims.join(' ')}`]
    }),
  )
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
  it.each(Object.keys(RUNS))('%s', (name) => {
    expect(section(name, linesOf(RUNS[name] as ReadonlyArray<Deed>))).toBe(sections.get(name))
  })

  // Writes it down; each run is looked at above, so `npm run mutate` need not do it twice.
  it.skipIf(false)('and of no other run is it written down', async () => {
    const all = Object.entries(RUNS).map(([name, deeds]) => section(name, linesOf(deeds)))
    await expect(all.join('')).toMatchFileSnapshot(file)
  })
})
