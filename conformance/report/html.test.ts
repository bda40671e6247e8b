import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { edgesOf } from '../../model/integrity/edges.js'
import { arrows } from '../../spec/integrity/automaton.js'
import type { Outcome, RunResult } from '../run/result.js'
import { axe, CHROMIUM, startChromium } from '../testing/browser.js'
import { caseOf, EVIL, everything, evil, failed, passed, runOf, wrongMaker } from '../testing/results.js'
import { kitFor } from '../vectors/build.js'
import { functionCases } from '../vectors/integrity/functions.js'
import { arrowsOfRun } from './arrows.js'
import { htmlReport } from './html.js'

const notClaimed: Outcome = { tag: 'not claimed', needs: [] }
const thousands = runOf([
  ...Array.from({ length: 5000 }, (_, i) => caseOf(`order-book/trace/case-${i}`, passed)),
  ...Array.from({ length: 100 }, (_, i) => caseOf(`order-book/trace/bad-${i}`, failed(wrongMaker()))),
])

/** The cases of the integrity chapter but those in which a withdrawal is cancelled, and the counts that go with them. */
const integrity = functionCases(kitFor('integrity')).filter((one) => !JSON.stringify(one.arguments).includes('cancel'))
const settled = runOf(
  integrity.map(({ id }) => caseOf(id, passed, { clauses: ['IN-1'] })),
  { profiles: ['integrity'] },
)
const counts = new Map([[settled, arrowsOfRun(settled, integrity)]])

describe('the HTML report', () => {
  it('draws the automaton with how often the cases that passed took each arrow, and which they never took', () => {
    const page = htmlReport(settled, new Map(), counts.get(settled))
    expect(page).toContain(`took ${arrows.length - 1} of its ${arrows.length} arrows`)
    expect(page).toMatch(/<path class="edge accept untaken"[^>]*><title>s8 to s8, operator: cancel \(0\)/)
    expect(page).toMatch(/<li class="none"><b>s8 → s8<\/b> <span>operator: cancel<\/span> <em class="n">0<\/em>/)
    const half = {
      ...settled,
      cases: settled.cases.map((one, i) => (i % 2 === 0 ? one : { ...one, outcome: notClaimed })),
    }
    const sum = (taken = arrowsOfRun(half, integrity) ?? []) => taken.reduce((all, { count }) => all + count, 0)
    expect(sum()).toBeGreaterThan(0)
    expect(sum()).toBeLessThan(sum(counts.get(settled)))
  })

  it('draws no automaton where neither integrity nor the commit-chain was tested', () => {
    expect(arrowsOfRun(everything, integrity)).toBeUndefined()
    expect(htmlReport(everything)).not.toContain('id="automaton"')
  })

  it('says how a failure that was saved is run again', () => {
    const failure = wrongMaker()
    const result = runOf([caseOf(failure.case, failed(failure))])
    expect(htmlReport(result)).toContain('touchstone conform --filter order-book/trace/wrong-maker -- ./adapter')
    const saved = new Map([[failure, { file: 'x.json', command: 'touchstone replay x.json -- ./adapter' }]])
    expect(htmlReport(result, saved)).toContain('<code>touchstone replay x.json -- ./adapter</code>')
  })

  it('links to a homepage only if it is an address of the web', () => {
    expect(htmlReport(everything)).toContain('<a href="https://example.org/engine"')
    expect(htmlReport(evil)).not.toContain('href="javascript:')
  })

  it('marks what differs, on both sides, in the one form in which it was compared', () => {
    const page = htmlReport(runOf([caseOf('order-book/trace/wrong-maker', failed(wrongMaker()))]))
    const [expected, actual] = page.slice(page.indexOf('<h5>Expected</h5>')).split('<h5>Actual</h5>') as [
      string,
      string,
    ]
    expect(expected).toContain(
      'maker: &quot;A&quot;, taker: &quot;C&quot;, price: &quot;12&quot;, volume: <mark>&quot;5&quot;</mark>',
    )
    expect(actual).toContain(
      'maker: &quot;A&quot;, taker: &quot;C&quot;, price: &quot;12&quot;, volume: <mark>&quot;2&quot;</mark>',
    )
  })

  it('shows observations as JSON where they have another form than the drawing', () => {
    const odd = { ...wrongMaker(), actual: { accepted: {}, observed: { depth: 'none', book: 7 } } }
    const shown = htmlReport(runOf([caseOf(odd.case, failed(odd))])).split('What engine showed')[1] as string
    expect(shown).toContain('<span>depth</span> <pre class="json"><code>&quot;none&quot;</code></pre>')
  })

  it('stays small with thousands of cases', () => {
    expect(htmlReport(thousands).length).toBeLessThan(2_000_000)
  })
})

describe.skipIf(!existsSync(CHROMIUM))(`the HTML report in Chromium (skipped where there is no ${CHROMIUM})`, () => {
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-html-'))
  const files = new Map<RunResult, string>()
  const trouble: string[] = []

  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })
  /** Nothing may be said on the console, and nothing asked of a network. */
  afterEach(() => expect(trouble.splice(0)).toEqual([]))

  const open = async (
    result: RunResult,
    options: { readonly width?: number; readonly dark?: boolean; readonly scripts?: boolean } = {},
  ): Promise<Page> => {
    const file = files.get(result) ?? join(folder, `${files.size}.html`)
    if (!files.has(result)) writeFileSync(file, htmlReport(result, new Map(), counts.get(result)))
    files.set(result, file)
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1200, height: 800 },
      colorScheme: options.dark ? 'dark' : 'light',
      javaScriptEnabled: options.scripts ?? true,
    })
    const address = pathToFileURL(file).href
    page.on('console', (message) => trouble.push(message.text()))
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('request', (request) => request.url() === address || trouble.push(request.url()))
    await page.goto(address)
    return page
  }

  /** The headings of what the first player shows, and what the depth after the event is. */
  const shown = (page: Page): Promise<ReadonlyArray<string>> =>
    page.locator('.player').first().locator('.moment:visible h5').allInnerTexts()
  const depth = (page: Page, moment: number): Promise<string | null> =>
    page.locator('.player').first().locator('.moment:visible .depth').nth(moment).getAttribute('aria-label')

  it('steps through a failure by its buttons, with the book before and after each event', async () => {
    const page = await open(everything)
    const player = page.locator('.player').first()
    expect(await shown(page)).toEqual(['Before event 3', 'After event 3', 'What engine showed'])
    expect(await depth(page, 0)).toBe('Buys: none. Sells: 5 at 10, 5 at 12')
    expect(await depth(page, 1)).toBe('Buys: none. Sells: 3 at 10')
    expect(await depth(page, 2)).toBe('Buys: none. Sells: 3 at 12')
    expect(await player.getByRole('button', { name: 'Forward' }).isDisabled()).toBe(true)
    await player.getByRole('button', { name: 'Back' }).click()
    expect(await shown(page)).toEqual(['Before event 2', 'After event 2'])
    expect(await depth(page, 0)).toBe('Buys: none. Sells: 5 at 12')
    expect(await depth(page, 1)).toBe('Buys: none. Sells: 5 at 10, 5 at 12')
    expect(await player.locator('[aria-current]').innerText()).toMatch(/limit {2}order B/)
    expect(await player.locator('output').innerText()).toBe('Event 2 of 3')
    await player.getByRole('button', { name: 'Forward' }).click()
    expect(await player.locator('[aria-current]').innerText()).toMatch(/limit {2}order C/)
    await player.getByRole('link', { name: 'order A' }).click()
    expect(await shown(page)).toEqual(['Before event 1', 'After event 1'])
    await page.close()
  })

  it('draws bars as long as the volumes', async () => {
    const page = await open(everything)
    const widths = (selector: string) =>
      page
        .locator('.player')
        .first()
        .locator(`.moment:visible ${selector}`)
        .evaluateAll((bars) => bars.map((one) => Number(one.getAttribute('width'))))
    expect(await widths('.sells')).toEqual([76, 76, 45.6, 45.6])
    expect(await widths('.before')).toEqual([76, 76, 45.6])
    await page.close()
  })

  it('steps by the arrow keys, from within the player and where nothing has the focus', async () => {
    const page = await open(everything)
    const output = page.locator('.player output').first()
    await page.locator('.player').first().focus()
    await page.keyboard.press('ArrowLeft')
    expect(await output.innerText()).toBe('Event 2 of 3')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await output.innerText()).toBe('Event 1 of 3')
    await page.evaluate('document.activeElement.blur(); document.querySelector(".player").scrollIntoView()')
    await page.keyboard.press('ArrowRight')
    expect(await output.innerText()).toBe('Event 2 of 3')
    await page.close()
  })

  it('filters the clauses by text and by status', async () => {
    const page = await open(everything)
    const visible = () => page.locator('[data-clause]:visible .id').allInnerTexts()
    await page.getByLabel('Contains').fill('self-trade')
    expect((await visible()).length).toBeLessThan(5)
    await page.getByLabel('Contains').fill('')
    await page.getByLabel('Status').selectOption('broken')
    expect(await visible()).toEqual(['OB-1', 'PR-4'])
    await page.close()
  })

  it('is all there without scripts', async () => {
    const page = await open(everything, { scripts: false })
    const text = await page.locator('.player').first().innerText()
    for (const heading of ['At the start', 'After event 1', 'After event 2', 'After event 3', 'What engine showed'])
      expect(text).toContain(heading)
    expect(await page.locator('[data-clause]:visible').count()).toBeGreaterThan(20)
    expect(await page.locator('.controls:visible, .filter:visible').count()).toBe(0)
    await page.close()
  })

  it('is all there on paper', async () => {
    const page = await open(everything, { dark: true })
    await page.emulateMedia({ media: 'print' })
    for (const part of ['body', 'header'])
      expect(await page.evaluate(`getComputedStyle(document.querySelector('${part}')).backgroundColor`)).toBe(
        'rgb(255, 255, 255)',
      )
    expect(await page.locator('.player').first().locator('.moment:visible .when').allInnerTexts()).toEqual([
      'At the start',
      'After event 1',
      'After event 2',
      'After event 3',
    ])
    expect(await page.locator('nav:visible, .controls:visible, .filter:visible').count()).toBe(0)
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))')
    expect(await page.locator('details.failure:not([open])').count()).toBe(0)
    await page.close()
  })

  it('shows the automaton as a drawing, also on paper, and as a list where a drawing would be too small', async () => {
    for (const [width, media, isDrawn] of [
      [1200, 'screen', true],
      [1200, 'print', true],
      [375, 'screen', false],
    ] as const) {
      const page = await open(settled, { width })
      await page.emulateMedia({ media })
      expect(await page.locator('svg.integrity').isVisible(), `${width} ${media}`).toBe(isDrawn)
      expect(await page.locator('.arrows li:visible').count()).toBe(edgesOf().length)
      await page.close()
    }
  })

  it('colours the arrows of the automaton as the page does, by day and by night', async () => {
    for (const dark of [false, true]) {
      const page = await open(settled, { dark })
      const stroke = (mark: string) =>
        page.evaluate<string>(`getComputedStyle(document.querySelector('svg .edge.${mark}')).stroke`)
      const tip = await page.evaluate<string>(`getComputedStyle(document.querySelector('svg .tip.reject')).fill`)
      expect(await stroke('reject')).toBe(dark ? 'rgb(255, 157, 146)' : 'rgb(163, 36, 27)')
      expect(await stroke('accept')).toBe(dark ? 'rgb(124, 207, 155)' : 'rgb(23, 100, 58)')
      expect(tip).toBe(await stroke('reject'))
      await page.close()
    }
  })

  it.each([
    ['a telephone, with the automaton', settled, 375],
    ['a telephone, with one case of everything', everything, 375],
    ['a telephone, with names as long as they like', evil, 375],
    ['a telephone, with no case', runOf([]), 375],
    ['a tablet', everything, 769],
  ])('does not scroll sideways on %s', async (_, result, width) => {
    const page = await open(result, { width })
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await clipped(page)).toEqual([])
    await page.close()
  })

  it('is dark where the reader likes it dark', async () => {
    const background = async (dark: boolean): Promise<number> => {
      const page = await open(everything, { dark })
      const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      await page.close()
      return Number(/\d+/.exec(colour)?.[0])
    }
    expect(await background(false)).toBeGreaterThan(200)
    expect(await background(true)).toBeLessThan(60)
  })

  it('runs nothing that an implementation says, and shows it as it is', async () => {
    const page = await open(evil)
    expect(await page.title()).toContain(EVIL)
    expect(await page.locator('img, script:not(:last-of-type)').count()).toBe(0)
    expect(await page.locator('h1').innerText()).toContain(EVIL)
    await page.close()
  })

  it.each([
    ['light', everything, false, 1200],
    ['dark', everything, true, 1200],
    ['light on a telephone', everything, false, 375],
    [
      'dark, as expected',
      runOf([
        caseOf('order-book/trace/good', passed),
        caseOf('order-book/trace/known', failed(wrongMaker()), { known: true }),
      ]),
      true,
      1200,
    ],
    ['light, with the automaton', settled, false, 1200],
    ['dark, with the automaton', settled, true, 1200],
    ['light, conformant', runOf([caseOf('order-book/trace/good', passed)]), false, 1200],
    ['dark, nothing tested', runOf([]), true, 1200],
  ])('keeps WCAG A and AA, as far as axe can tell: %s', async (_, result, dark, width) => {
    const page = await open(result, { dark, width })
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
    await page.evaluate(axe)
    const { violations } = await page.evaluate<AxeResults>(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })',
    )
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([])
    await page.close()
  })

  /** What reaches out of the window and is cut off there. */
  const clipped = (page: Page): Promise<ReadonlyArray<string>> =>
    page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => one.tagName + '.' + one.getAttribute('class'))`)
})
