import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.js'
import type { AuditReport } from './audit.js'
import { auditCda } from './cda.js'
import { type MalformedLog, showMalformedLog } from './lines.js'
import { auditNdjson } from './ndjson.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-audit-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (name: string, lines: ReadonlyArray<string>): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.length === 0 ? '' : `${lines.join('\n')}\n`)
  return path
}

const report = (audited: E.Either<MalformedLog, AuditReport>): AuditReport => {
  if (E.isLeft(audited)) throw new Error(showMalformedLog(audited.left))
  return audited.right
}

const problem = (audited: E.Either<MalformedLog, AuditReport>): string =>
  E.isLeft(audited) ? showMalformedLog(audited.left).replace(`${folder}/`, '') : 'no problem'

const cda = (orders: ReadonlyArray<string>, fills: ReadonlyArray<string>) =>
  auditCda(file('orders.csv', orders), file('fills.csv', fills), 100)

const flows = join(packageRoot(), '../shared/flows')

describe.skipIf(!existsSync(flows))(
  `a real trading day (skipped where ${'../shared/flows'} is missing: it must not be copied here)`,
  () => {
    const orders = join(flows, 'cda-book1-orders.csv')
    const trades = (): ReadonlyArray<string> =>
      readFileSync(join(flows, 'cda-book1-trades.csv'), 'utf8').trimEnd().split('\n')
    const altered = (line: number, change: (text: string) => string | undefined) =>
      auditCda(
        orders,
        file(
          'fills.csv',
          trades().flatMap((text, i) =>
            i === line - 1 ? [change(text)].filter((changed) => changed !== undefined) : [text],
          ),
        ),
        100,
      )

    it('agrees in every trade', async () => {
      expect(report(await auditCda(orders, join(flows, 'cda-book1-trades.csv'), 100))).toEqual({
        instructions: 16316,
        fills: 115,
        agree: 115,
        trades: 100,
        tradesAgree: 100,
        cancelsWithoutEffect: 11,
        violations: [],
        stopped: false,
      })
    })

    it('says so when price priority is broken', async () => {
      // Line 35: a sell without a limit takes seven buys, the best first; here a worse one, 480, takes the place of 254.
      const violations = report(await altered(35, (text) => text.replace('254,541,8', '480,541,8'))).violations
      expect(violations.map(({ clause, instruction }) => ({ clause, instruction }))).toEqual([
        { clause: 'OB-1', instruction: 5442 },
      ])
      expect(violations[0]?.message).toMatch(/has the better price/)
      expect(violations[0]?.message).toMatch(/it should have .*filled 8 at 121275 between 254 and 541/)
    })

    it('says so when time priority is broken', async () => {
      // 475 and 254 buy at the same price, 475 first; here 254 gets what 475 should have.
      const violations = report(
        await altered(35, (text) => text.replace('475,541,20;', '').replace('254,541,8', '254,541,28')),
      ).violations
      expect(violations).toMatchObject([
        {
          clause: 'OB-1',
          instruction: 5442,
          message: expect.stringMatching(/475 .*was accepted earlier.*filled 20 at 121275 between 475 and 541/),
        },
      ])
    })

    it('says so when a volume is changed', async () => {
      const less = report(await altered(3, (text) => text.replace('102,105,7', '102,105,6'))).violations
      expect(less).toHaveLength(1)
      expect(less[0]).toMatchObject({
        clause: 'OB-3',
        message: expect.stringMatching(/1 left and was not matched .* it should have filled 7 at \d+ between/),
      })
      const more = report(await altered(3, (text) => text.replace('102,105,7', '102,105,8000'))).violations
      expect(more.map(({ clause }) => clause)).toEqual(['OB-6'])
    })

    it('says so when a trade is left out', async () => {
      const found = report(await altered(5, () => undefined))
      expect(found.violations).toHaveLength(1)
      expect(found.violations[0]).toMatchObject({
        clause: 'OB-3',
        message: expect.stringMatching(/161 has \d+ left and was not matched with 159/),
      })
      expect(found).toMatchObject({ trades: 99, tradesAgree: 99, fills: 114, agree: 114 })
    })
  },
)

describe('a log in two CSV files', () => {
  const book = ['Sell,1,1,5,12', 'Sell,2,2,5,10', 'Sell,3,3,5,10']

  it('is judged by price, then time', async () => {
    expect(report(await cda([...book, 'Buy,4,4,7,12'], ['4,2,5;4,3,2'])).violations).toEqual([])
    expect(report(await cda([...book, 'Buy,4,4,7,12'], ['4,1,5;4,2,2'])).violations).toMatchObject([
      {
        clause: 'OB-1',
        instruction: 4,
        message: expect.stringMatching(
          /4 was filled against 1 .* while 2 .* has the better price of 10.*it should have filled 5 at 10 between 2 and 4, filled 2 at 10 between 3 and 4/,
        ),
      },
    ])
    expect(report(await cda([...book, 'Buy,4,4,5,12'], ['4,3,5'])).violations).toMatchObject([
      { clause: 'OB-1', instruction: 4, message: expect.stringMatching(/was accepted earlier/) },
    ])
  })

  it('goes on from what should have happened: one wrong line is one violation', async () => {
    const later = ['Buy,5,5,3,12', 'Buy,6,6,5,12', 'Del,6,7,0,0']
    const right = ['4,2,5;4,3,2', '5,3,3', '6,1,5']
    expect(report(await cda([...book, 'Buy,4,4,7,12', ...later], right)).violations).toEqual([])
    const wrong = report(await cda([...book, 'Buy,4,4,7,12', ...later], ['4,1,5;4,2,2', ...right.slice(1)]))
    expect(wrong.violations.map(({ instruction }) => instruction)).toEqual([4])
    expect(wrong).toMatchObject({ trades: 3, tradesAgree: 2, fills: 4, agree: 2, cancelsWithoutEffect: 1 })
  })

  it('lets an id be used again, and a cancel of what is not live have no effect', async () => {
    expect(
      report(await cda(['Buy,1,1,5,10', 'Del,1,2,0,0', 'Del,1,3,0,0', 'Buy,1,4,5,11', 'Sell,2,5,5,11'], ['1,2,5'])),
    ).toMatchObject({ violations: [], cancelsWithoutEffect: 1, agree: 1 })
  })

  it('takes an order at price 0 for a market order', async () => {
    expect(report(await cda(['Buy,1,1,5,10', 'Sell,2,2,7,0', 'Buy,3,3,1,9'], ['1,2,5'])).violations).toEqual([])
  })

  it('says so when a line of fills belongs to no instruction', async () => {
    const found = report(await cda([...book, 'Buy,4,4,5,12'], ['77,88,1', '4,2,5']))
    expect(found.violations).toMatchObject([
      {
        clause: 'OB-8',
        instruction: 4,
        message: expect.stringMatching(
          /line 1 of .*fills.csv \(77,88,1\) belongs to no instruction: 77 is not live; there should be no such line/,
        ),
      },
    ])
    expect(report(await cda(book, ['4,2,5'])).violations).toMatchObject([{ clause: 'OB-8', instruction: 2 }])
  })

  it('says so when an order trades that nobody submitted, or that is gone', async () => {
    expect(report(await cda([...book, 'Buy,4,4,5,12'], ['4,99,5'])).violations).toMatchObject([
      { clause: 'OB-8', instruction: 4 },
    ])
    expect(
      report(await cda(['Sell,1,1,5,10', 'Sell,9,1,5,10', 'Del,1,2,0,0', 'Buy,4,4,5,12'], ['4,1,5'])).violations,
    ).toMatchObject([{ clause: 'OB-8', instruction: 4 }])
  })

  it.each([
    [
      ['Sell,1,1,5'],
      [],
      /orders.csv, line 1: expected Buy\|Sell\|Del,id,time,quantity,price, which are 5 fields, got 4/,
    ],
    [['Sell,1,1,5,10', 'Ask,1,1,5,10'], [], /orders.csv, line 2: kind: expected Buy, Sell or Del, got Ask/],
    [['Sell,1,1,-5,10'], [], /orders.csv, line 1: quantity: expected a whole number, got -5/],
    [['Sell,1,1,5,1.5'], [], /orders.csv, line 1: price: expected a whole number, got 1.5/],
    [['Sell,,1,5,10'], [], /orders.csv, line 1: id: expected a name, got nothing/],
    [['Sell,1,1,5,10'], ['1,2'], /fills.csv, line 1: expected bidId,askId,quantity joined by ";", got 1,2/],
    [['Sell,1,1,5,10'], ['', '1,2,x'], /fills.csv, line 2: quantity: expected a whole number, got x/],
  ])('says where it is malformed: %j %j', async (orders, fills, message) => {
    expect(problem(await cda(orders, fills))).toMatch(message)
  })

  it('may be empty, but has to be there', async () => {
    expect(report(await cda([], []))).toMatchObject({ instructions: 0, violations: [] })
    expect(problem(await auditCda(join(folder, 'none.csv'), file('fills.csv', []), 100))).toMatch(/none.csv: ENOENT/)
  })
})

describe("a log in Touchstone's own format", () => {
  const header =
    '{"touchstone":"1","machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}'
  const limit = (order: string, side: string, price: number, volume: number): string =>
    `{"tag":"limit","order":"${order}","trader":"t-${order}","side":"${side}","price":"${price}","volume":"${volume}","lastEon":"1"}`
  const nothing = '{"accepted":{"fills":[],"removed":[]}}'
  const entry = (event: string, answer = nothing, more = ''): string => `{"event":${event},"answer":${answer}${more}}`
  const fill = (maker: string, taker: string, price: number, volume: number): string =>
    `{"accepted":{"fills":[{"maker":"${maker}","taker":"${taker}","price":"${price}","volume":"${volume}"}],"removed":[]}}`
  const audit = (lines: ReadonlyArray<string>, most = 100) => auditNdjson(file('log.ndjson', lines), most)
  const two = [header, entry(limit('A', 'sell', 12, 5)), entry(limit('B', 'sell', 10, 5))]

  it('is judged by its own parameters', async () => {
    expect(report(await audit([...two, entry(limit('C', 'buy', 12, 5), fill('A', 'C', 12, 5))])).violations).toEqual([])
    expect(
      report(await audit([...two, entry(limit('C', 'buy', 12, 5), fill('B', 'C', 10, 5))])).violations,
    ).toMatchObject([
      {
        clause: 'OB-1',
        instruction: 3,
        message: expect.stringMatching(/it should have filled 5 at 12 between A and C/),
      },
    ])
  })

  it('is judged by what it shows, too, and by what it refuses', async () => {
    expect(
      report(
        await audit([
          ...two,
          entry(limit('B', 'sell', 10, 5), '{"rejected":{"reason":"OB-17"}}', ',"observed":{"sequence":"3"}'),
        ]),
      ).violations,
    ).toMatchObject([{ clause: 'OB-14', instruction: 3 }])
    expect(
      report(await audit([...two, entry(limit('C', 'sell', 10, 5), '{"rejected":{"reason":"OB-17"}}')])).violations,
    ).toMatchObject([{ clause: 'OB-22', message: expect.stringMatching(/it should have filled nothing/) }])
    expect(report(await audit([...two, entry(limit('B', 'sell', 10, 5))])).violations).toMatchObject([
      { clause: 'OB-17', message: expect.stringMatching(/it should have been refused by OB-17/) },
    ])
  })

  it('ends the audit when there is too much wrong with it', async () => {
    const wrong = Array.from({ length: 10 }, (_, i) => entry(limit(`X${i}`, 'buy', 12, 0), fill('A', `X${i}`, 12, 1)))
    const found = report(await audit([...two, ...wrong], 3))
    expect(found.stopped).toBe(true)
    expect(found.instructions).toBeLessThan(6)
  })

  it.each([
    [[], /log.ndjson: expected a header, got an empty file/],
    [['{'], /log.ndjson, line 1: expected JSON/],
    [['{"touchstone":"1"}'], /line 1: the header: machine: expected/],
    [
      [header, entry(limit('A', 'sell', 12, 5)).replace('"12"', '12')],
      /line 2: event.price: expected an integer as a decimal string, such as "10", got 12/,
    ],
    [
      [header, entry(limit('A', 'sell', 12, 5)).replace('"lastEon":"1"', '"lasteon":"1"')],
      /line 2: event.lastEon: expected .*, got nothing; event.lasteon: expected no such field/,
    ],
    [[header, '', entry(limit('A', 'sell', 12, 5)).slice(0, 40)], /line 3: expected JSON/],
    [[header, '[]'], /line 2: the whole: expected Entry, got \[\]/],
  ])('says where it is malformed: %j', async (lines, message) => {
    expect(problem(await audit(lines))).toMatch(message)
  })
})
