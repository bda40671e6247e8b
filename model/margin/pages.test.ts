import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { scenarioPages } from './pages.js'

const chapter = readFileSync(new URL('../../spec/margin/chapter.md', import.meta.url), 'utf8')

it.each(scenarioPages().map((page) => [page.split('\n')[0] as string, page] as const))(
  'the chapter shows the numbers of the run: %s',
  (_, page) => {
    expect(chapter).toContain(page)
  },
)
