import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kits } from '../kit/kits.js'
import { vectorsDirectory } from '../kit/root.js'
import type { Case, Manifest } from './types.js'

const read = (file: string): unknown => JSON.parse(readFileSync(join(vectorsDirectory(), file), 'utf8'))
const { cases } = read('manifest.json') as Manifest

const judged = kits.flatMap((kit) => {
  const files = cases.filter(({ id }) => id.startsWith(`${kit.chapter}/judgement/`)).map(({ file }) => file)
  return files.length === 0 ? [] : [{ chapter: kit.chapter, kit, files }]
})

// A verdict names a clause; a person reads the sentence behind it. What changes here is read before it is committed:
// npx vitest run conformance/vectors/findings.test.ts --update
describe('what an auditor is told of every broken history', () => {
  it.each(judged)('of $chapter', async ({ chapter, kit, files }) => {
    const lines = files.flatMap((file) => {
      const one = read(file) as Extract<Case, { readonly kind: 'judgement' }>
      const slug = one.id.slice(`${chapter}/judgement/`.length)
      return kit.judge(one.history).map(({ clause, message }) => `${slug}: ${clause}: ${message}`)
    })
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`findings/${chapter}.txt`)
  })
})
