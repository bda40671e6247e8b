import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderBookKit } from '../kit/order-book.js'
import { packageRoot } from '../kit/root.js'
import { connectStdio } from '../transport/stdio.js'
import { search } from './search.js'
import { handshake } from './smoke.js'

const PLAN = { runs: 20_000, seconds: 60, seed: 1 }

const searchAgainst = async (command: readonly [string, ...string[]], plan = PLAN) => {
  const connection = await connectStdio(command)
  try {
    const met = await handshake(connection)
    if (E.isLeft(met)) throw new Error(met.left.problem)
    return await search(connection, orderBookKit, met.right.profiles.get('order-book') as ReadonlySet<string>, plan)
  } finally {
    await connection.end()
  }
}

const python = join(packageRoot(), 'conformance/implementations/python')
const hasPython = spawnSync('python3', ['--version']).status === 0

/**
 * Bugs that show only when at least three events come together: what is wrong, the fewest events that show it, and the
 * line of the Python implementation with and without it.
 */
const PLANTED: ReadonlyArray<readonly [string, number, string, string]> = [
  [
    'a partly filled order goes to the back of its price',
    4,
    'level.volume -= volume\n        order.volume -= volume\n',
    'level.volume -= volume\n        order.volume -= volume\n        level.orders.move_to_end(order.id)\n',
  ],
  ['the head of a price is not looked up again after a cancel', 5, 'self._heads[index] = level.head().place', 'pass'],
  [
    'a second maker of the same trader is let through',
    3,
    'for maker in self._makers(taker):\n            if maker.trader == taker.trader and',
    'first = taker.volume\n        for maker in self._makers(taker):\n            if first == taker.volume and maker.trader == taker.trader and',
  ],
  [
    'an order that was partly filled does not expire',
    3,
    'if order.last_eon == event.eon]',
    'if order.last_eon == event.eon and order.id not in getattr(self, "touched", ())]',
  ],
  [
    'what was filled comes back when an order is cancelled',
    3,
    'return Accepted([], [self._remove(order, "cancelled")])',
    'full = self._full[order.id]\n        self._remove(order, "cancelled")\n        return Accepted([], [Removal(order.id, full, "cancelled")])',
  ],
  [
    'a market order stops after two makers',
    4,
    'for maker in self._makers(taker):',
    'for i, maker in enumerate(self._makers(taker)):\n            if i == 2 and taker.price is None:\n                return',
  ],
  [
    'the third maker is filled at the price of the second',
    4,
    'answer.fills.append(Fill(maker.id, taker.id, price, volume))',
    'if len(answer.fills) == 2:\n            price = answer.fills[1].price\n        answer.fills.append(Fill(maker.id, taker.id, price, volume))',
  ],
  [
    'a dummy order takes no place when orders rest on both sides',
    3,
    'self._sequence += 1\n        answer = Accepted([], [])\n        self._match(order, answer)\n        if order.volume > 0:\n            self._live[id]',
    'self._sequence += 0 if volume == 0 and {o.side for o in self._live.values()} == {BUY, SELL} else 1\n        answer = Accepted([], [])\n        self._match(order, answer)\n        if order.volume > 0:\n            self._live[id]',
  ],
  [
    'a cancel after the second eon began is refused',
    4,
    'if order is None:',
    'if order is None or (self._eon > 2 and len(self._live) > 0):',
  ],
  [
    'the third order at one price goes before the second',
    4,
    'level.orders[order.id] = order',
    'level.orders[order.id] = order\n        if len(level.orders) == 3:\n            level.orders.move_to_end(list(level.orders)[1])',
  ],
]

describe.skipIf(!hasPython)('the search, on the implementation in Python (skipped where there is no python3)', () => {
  it('finds no difference where there is none', async () => {
    expect(await searchAgainst(['python3', join(python, 'adapter.py')], { ...PLAN, runs: 500 })).toMatchObject({
      runs: 500,
      found: undefined,
      trouble: undefined,
    })
  })

  it.each(PLANTED)('finds that %s, and makes it small', async (_, fewest, right, wrong) => {
    const copy = mkdtempSync(join(tmpdir(), 'touchstone-planted-'))
    try {
      cpSync(python, copy, { recursive: true })
      const source = readFileSync(join(copy, 'order_book.py'), 'utf8')
      expect(source.split(right)).toHaveLength(2)
      writeFileSync(
        join(copy, 'order_book.py'),
        source
          .replace(right, wrong)
          // What some of the bugs remember.
          .replace(
            '        self._live[id] = order\n',
            '        self._live[id] = order\n            self._full = getattr(self, "_full", {})\n            self._full[id] = volume\n',
          )
          .replace(
            '        self._reduce(maker, volume)\n',
            '        self._reduce(maker, volume)\n        self.touched = {*getattr(self, "touched", ()), maker.id}\n',
          ),
      )
      const command = ['python3', join(copy, 'adapter.py')] as const
      const { found } = await searchAgainst(command)
      expect(found).toBeDefined()
      expect(found?.failure.events.length).toBeLessThanOrEqual(fewest + 1)
      // The same seed finds the same.
      const again = await searchAgainst(command, { ...PLAN, runs: 1, seed: found?.seed ?? 0 })
      expect(again.found?.failure.events).toEqual(found?.failure.events)
    } finally {
      rmSync(copy, { recursive: true })
    }
  })
})

const rust = join(packageRoot(), 'conformance/implementations/rust')
const hasRust = spawnSync('cargo', ['--version']).status === 0

/** A bug that its author planted: a textual edit, and the fewest events that show it. */
interface Bug {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly minimum: number
}

const BUGS = JSON.parse(readFileSync(join(rust, 'bugs.json'), 'utf8')) as ReadonlyArray<Bug>

describe.skipIf(!hasRust)('the search, on the implementation in Rust (skipped where there is no cargo)', () => {
  const copy = mkdtempSync(join(tmpdir(), 'touchstone-rust-'))
  const built = join(copy, 'target/debug/touchstone-rust')
  const build = (): void => {
    const { status, stderr } = spawnSync('cargo', ['build', '--quiet', '--offline'], { cwd: copy, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }

  beforeAll(() => {
    for (const part of ['Cargo.toml', 'Cargo.lock', 'src'])
      cpSync(join(rust, part), join(copy, part), { recursive: true })
    build()
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  it('finds no difference where there is none', async () => {
    expect(await searchAgainst([built], { ...PLAN, runs: 500 })).toMatchObject({
      runs: 500,
      found: undefined,
      trouble: undefined,
    })
  })

  it.each(BUGS)('finds that $name, and makes it small', async ({ file, find, replace, minimum }) => {
    const place = join(copy, file)
    const source = readFileSync(place, 'utf8')
    expect(source.split(find)).toHaveLength(2)
    writeFileSync(place, source.replace(find, replace))
    try {
      build()
      const { found } = await searchAgainst([built])
      expect(found).toBeDefined()
      expect(found?.failure.events.length).toBeLessThanOrEqual(minimum + 1)
    } finally {
      writeFileSync(place, source)
    }
  })
})
