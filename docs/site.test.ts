import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { axe, CHROMIUM, startChromium } from '../conformance/testing/browser.js'
import { SPECIFICATION } from '../spec/version.js'
import { traceLink } from './player/trace-link.js'
import { writeSite } from './site.js'
import { serveFolder } from './testing.js'

const out = mkdtempSync(join(tmpdir(), 'touchstone-site-test-'))

let wrong: ReadonlyArray<string>
beforeAll(async () => {
  wrong = await writeSite({ out, hasReference: false })
})
afterAll(() => rmSync(out, { recursive: true }))

/** A walk through the automaton. */
const WALK = `player.html#trace=${traceLink({ specification: SPECIFICATION, chapter: 'integrity', kind: 'function', title: 'a walk', function: 'automaton', arguments: { from: 's0', moves: ['sign', 'accept', 'debit'] } })}`

/** One page of each kind. */
const KINDS = [
  'index.html',
  'chapters/order-book.html',
  'chapters/commit-chain.html',
  'clauses/OB-1.html',
  'clauses.html',
  'errata.html',
  'traceability.html',
  'pictures.html',
  'player.html#vector=order-book/judgement/admission-cancel-by-another',
  'implement.html',
  'implement/adapters.html',
  'implement/profiles.html',
  'implement/messages.html',
  'implement/vectors.html',
  'chapters/sealed-orders.html',
  'source/spec/order-book/clauses.ts.html',
  WALK,
]

/** Those with colours of their own. */
const DARK = new Set([KINDS[0], KINDS[1], KINDS[5], KINDS[8], KINDS[9]])

describe('the site', () => {
  it('has no broken link, shows each clause once, and names no place twice', () => {
    expect(wrong).toEqual([])
  })

  it('has a page of its own for every clause, where it will stay', () => {
    expect(existsSync(join(out, 'clauses/OB-1.html'))).toBe(true)
    expect(readdirSync(join(out, 'clauses')).length).toBeGreaterThan(130)
  })

  it('has chapter pages below 300 KB, with the style and the scripts that they wait for', () => {
    const shared = ['assets/style.css', 'assets/custom.css', 'assets/highlight.css', 'assets/main.js', 'player/site.js']
    const size = (file: string): number => statSync(join(out, file)).size
    const base = shared.reduce((sum, file) => sum + size(file), 0)
    for (const page of readdirSync(join(out, 'chapters')))
      expect([page, base + size(`chapters/${page}`) < 300_000]).toEqual([page, true])
  })

  it('speaks to nobody else: no page loads anything from elsewhere', () => {
    for (const page of KINDS.map((one) => one.split('#')[0] as string)) {
      const html = readFileSync(join(out, page), 'utf8')
      expect([page, /<(script|link|img|iframe)[^>]+(src|href)="https?:/.test(html)]).toEqual([page, false])
    }
  })
})

describe.skipIf(!existsSync(CHROMIUM))(`the site in Chromium (skipped where there is no ${CHROMIUM})`, () => {
  let browser: Browser
  let server: Server
  let address: string
  const trouble: string[] = []

  beforeAll(async () => {
    ;({ server, address } = await serveFolder(out))
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })
  afterEach(() => expect(trouble.splice(0)).toEqual([]))

  const open = async (
    path: string,
    options: { readonly width?: number; readonly dark?: boolean; readonly scripts?: boolean } = {},
  ): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      javaScriptEnabled: options.scripts ?? true,
    })
    page.on('console', (message) => message.type() === 'error' && trouble.push(`${path}: ${message.text()}`))
    page.on('pageerror', (error) => trouble.push(`${path}: ${error.message}`))
    page.on('request', (request) => request.url().startsWith(address) || trouble.push(request.url()))
    await page.goto(`${address}/${path}`)
    if (options.scripts ?? true) await page.waitForFunction('document.body.style.display !== "none"')
    return page
  }

  it.each(KINDS)(
    '%s keeps WCAG A and AA as far as axe can tell, says nothing on the console, and fits',
    async (path) => {
      const page = await open(path)
      if (path.startsWith('player')) await page.locator(path === WALK ? '.integrity' : '.chips').waitFor()
      await page.evaluate('for (const one of [...document.querySelectorAll("details")].slice(0, 12)) one.open = true')
      // All errata are made alike: ten are looked at.
      await page.evaluate('for (const one of [...document.querySelectorAll(".erratum")].slice(10)) one.remove()')
      await page.evaluate(axe)
      for (const scheme of DARK.has(path) ? (['light', 'dark'] as const) : (['light'] as const)) {
        await page.emulateMedia({ colorScheme: scheme })
        // In typedoc's own navigation a link stands inside what folds.
        const { violations } = await page.evaluate<AxeResults>(
          'axe.run({ exclude: [["#tsd-nav-container"]] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })',
        )
        expect(violations.map(({ id, nodes }) => [scheme, id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([])
      }
      for (const width of [375, 1920]) {
        await page.setViewportSize({ width, height: 900 })
        expect([width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([width, width])
      }
      await page.close()
    },
  )

  it('is found by its search: a clause by its id and by its words', async () => {
    const page = await open('index.html')
    await page.keyboard.press('/')
    await page.locator('#tsd-search-input').fill('OB-17')
    const first = page.locator('#tsd-search-results a').first()
    await first.waitFor()
    expect(await first.getAttribute('href')).toContain('clauses/OB-17.html')
    await page.close()
  })

  it('leads in three clicks to the constraints, to why Algorithm 7 is wrong, and to a run that shows it', async () => {
    const page = await open('index.html')
    await page.getByRole('link', { name: 'What the three constraints are' }).click()
    await page.waitForURL(/chapters\/order-book\.html#OB-1$/)
    await page.locator('#OB-1 .clause-body').waitFor({ state: 'visible' })
    await page.goBack()
    await page.getByRole('link', { name: 'Why Algorithm 7' }).click()
    await page.waitForURL(/errata\.html#T\d+$/)
    const erratum = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`)
    await erratum.getByRole('link', { name: 'Step through the run' }).click()
    await page.locator('.events .mark.bad').first().waitFor()
    await page.close()
  })

  it('plays a run: steps by button and key, turns a clause red, and carries it in the link', async () => {
    const page = await open('player.html#vector=order-book/trace/market-drops-the-rest')
    const output = page.locator('.controls output')
    await output.waitFor()
    expect(await output.innerText()).toBe('Event 3 of 3')
    await page.getByRole('button', { name: 'Back' }).click()
    expect(await output.innerText()).toBe('Event 2 of 3')
    await page.locator('.events [aria-current]').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await output.innerText()).toBe('Event 1 of 3')
    expect(await page.locator('.chips .broken').count()).toBe(0)
    await page.locator('[data-field="price"]').fill('11')
    await page.getByRole('button', { name: 'Forward' }).click()
    await page.getByRole('button', { name: 'Forward' }).click()
    const broken = await page.locator('.chips .broken').allInnerTexts()
    expect(broken.map((text) => text.split(/\s/)[0])).toEqual(['OB-4', 'OB-5'])
    const again = await open(page.url().slice(address.length + 1))
    await again.locator('.chips .broken').first().waitFor()
    expect(await again.locator('.chips .broken').count()).toBe(2)
    await again.getByRole('button', { name: 'Answer all as the model does' }).click()
    expect(await again.locator('.chips .broken').count()).toBe(0)
    await again.close()
    await page.close()
  })

  it.each([
    ['trace=xyz', 'cannot be unpacked'],
    ['vector=order-book/trace/..%2F..', 'not the id of a vector'],
  ])('says in words that a link cannot be played: %s', async (hash, message) => {
    const page = await open(`player.html#${hash}`)
    expect(await page.getByRole('alert').first().innerText()).toContain(message)
    await page.close()
  })

  it('says of a run of another version which one made it, and plays it by its own', async () => {
    const trace = traceLink({
      specification: '0.0.1',
      chapter: 'order-book',
      kind: 'trace',
      title: 'a run of before',
      params: { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' },
      events: [{ tag: 'cancel', order: 'A', trader: 'alice' }],
    })
    const page = await open(`player.html#trace=${trace}`)
    expect(await page.locator('.outdated').innerText()).toContain(
      `0.0.1 of the specification; this page has version ${SPECIFICATION}`,
    )
    expect(await page.locator('.chips .reason').innerText()).toContain('OB-18')
    await page.close()
  })

  it('steps through the errata of chapters that nobody can be tested for yet', async () => {
    const page = await open('errata.html')
    const wanted = { T9: '.chips .broken', T47: '.verdict.bad', M1: '.chips' }
    for (const [id, shown] of Object.entries(wanted)) {
      await page.locator(`#${id}`).getByRole('link', { name: 'Step through the run' }).first().click()
      await page.locator(shown).first().waitFor()
      expect(await page.locator('#run').innerText()).toContain(id)
      await page.goBack()
    }
    await page.close()
  })

  it('has each picture in its chapter too, and its caption in sight on a small screen', async () => {
    const page = await open('chapters/sealed-orders.html', { width: 375 })
    expect(await page.locator('svg.submission').count()).toBe(3)
    for (const box of await page.locator('figcaption').all()) expect((await box.boundingBox())?.width).toBeLessThan(376)
    await page.close()
  })

  it('is all there without scripts: the text, the predicates, a way to the other pages', async () => {
    const page = await open('chapters/order-book.html', { scripts: false })
    expect(await page.locator('.clause-says:visible').count()).toBe(22)
    expect(await page.locator('noscript nav a').count()).toBeGreaterThan(10)
    await page.locator('#OB-1 summary').click()
    await page.locator('#OB-1 pre').first().waitFor({ state: 'visible' })
    await page.close()
    const player = await open('player.html', { scripts: false })
    expect(await player.locator('#the-player').innerText()).toContain('needs JavaScript')
    await player.close()
  })

  it('can be read from the keyboard: a clause opens by Enter', async () => {
    const page = await open('chapters/order-book.html')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the text')
    await page.locator('#OB-3 summary').focus()
    await page.keyboard.press('Enter')
    await page.locator('#OB-3 .clause-body').waitFor({ state: 'visible' })
    await page.close()
  })
})
