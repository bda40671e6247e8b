import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chapters } from './core/ids.js'
import { errata } from './errata.js'

describe('the errata', () => {
  it('have permanent ids that are unique', () => {
    const ids = errata.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    expect(ids.filter((id) => !/^[TM][1-9][0-9]*$/.test(id))).toEqual([])
  })

  it('are all that the chapters have', () => {
    const written = chapters.flatMap((chapter) => {
      const folder = new URL(`./${chapter}/`, import.meta.url)
      const files = readdirSync(folder).filter((name) => /^errata[a-z-]*\.ts$/.test(name) && !name.includes('.test.'))
      return files.flatMap((name) =>
        [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^ {4}id: '([TM]\d+)'/gm)].map(([, id]) => id),
      )
    })
    expect(errata.map(({ id }) => id).sort()).toEqual(written.sort())
  })
})
