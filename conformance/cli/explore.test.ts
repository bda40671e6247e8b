import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { program, touchstone } from '../testing/programs.js'

const folder = mkdtempSync(join(tmpdir(), 'touchstone-explore-'))
afterAll(() => rmSync(folder, { recursive: true }))

const explore = (...args: ReadonlyArray<string>) => touchstone('explore', ...args)
const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

describe('touchstone explore', () => {
  it('sees every state of a scope, and says so', async () => {
    const { code, out } = await explore(
      'order-book',
      '--scope',
      'order-book-live-3',
      '--jobs',
      '2',
      '--json',
      join(folder, 'book.json'),
    )
    expect(out).toMatch(/complete, no violation/)
    expect(code).toBe(0)
    const { statesPerSecond, ...rest } = json('book.json')
    expect(rest).toEqual({
      scope: 'order-book-live-3',
      states: 11937,
      transitions: 164073,
      depth: 3,
      complete: true,
      violations: [],
    })
    expect(statesPerSecond).toBeGreaterThan(0)
  })

  it('tells a violation in a few lines, and saves it as a vector that replays', async () => {
    const { code, out } = await explore(
      'commit-chain',
      '--scope',
      'delivery-not-compared',
      '--failures',
      folder,
      '--json',
      join(folder, 'broken.json'),
    )
    expect(code).toBe(1)
    expect(out).toMatch(/✗ CC-50/)
    expect(out.split('\n').length).toBeLessThan(30)
    expect(json('broken.json')).toMatchObject({ complete: false, violations: [{ clause: 'CC-50' }] })
    const saved = join(folder, 'commit-chain-trace-explored-delivery-not-compared.json')
    const replayed = await touchstone('replay', saved, '--', ...program('touchstone', 'adapter'))
    expect(replayed.out).toMatch(/passed/)
    expect(replayed.code).toBe(0)
  })

  it('ends at its limit of states, and does not call that complete', async () => {
    const { code, out } = await explore('commit-chain', '--states', '100')
    expect(out).toMatch(/NOT COMPLETE: it came to its limit of states/)
    expect(code).toBe(1)
  })

  it('draws the automaton with how often each arrow was taken', async () => {
    const drawn = join(folder, 'automaton.svg')
    const { code } = await explore(
      'integrity',
      '--states',
      '500',
      '--svg',
      drawn,
      '--json',
      join(folder, 'integrity.json'),
    )
    expect(code).toBe(1)
    expect(readFileSync(drawn, 'utf8')).toMatch(/^<svg[\s\S]*s8[\s\S]*<\/svg>/)
    expect(json('integrity.json').arrows).toContainEqual({
      from: 's0',
      move: 'order',
      to: 's4',
      count: expect.any(Number),
    })
  })

  it('shows with two traders that to validate only who posted is not enough', async () => {
    const { code, out } = await explore('margin', '--scope', 'only-the-poster', '--failures', folder)
    expect(out).toMatch(/MG-18[\s\S]*1\. alice sells 1 at 8[\s\S]*3\. bob buys 2 at 8[\s\S]*saved/)
    expect(code).toBe(1)
  })

  it('says what there is, when it is called wrongly', async () => {
    expect((await explore('commit-chain', '--list')).out).toMatch(
      /other rules[\s\S]*swap-price-reversed[\s\S]*breaks CC-46/,
    )
    const unknown = await explore('commit-chain', '--scope', 'none')
    expect(unknown.err).toMatch(/there is no scope none; there are commit-chain-small/)
    expect(unknown.code).toBe(3)
    expect((await explore('nothing')).err).toMatch(
      /there is nothing to explore of nothing; there is of order-book, receipts, sealed-orders, commit-chain, collateral, margin, integrity/,
    )
    expect((await explore('commit-chain', '--states', 'many')).code).toBe(3)
    expect((await explore('integrity', '--jobs', '2')).err).toMatch(/steps are counted by one thread/)
  })
})
