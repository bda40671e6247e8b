import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Json, Kit } from '../kit/kit.js'
import { kits } from '../kit/kits.js'
import { vectorsDirectory } from '../kit/root.js'
import { stepsOf } from './build.js'
import type { Case, Manifest } from './types.js'

// One test for each case, so that a change of the model, of a clause or of a function is met by those cases that reach
// it and by no others: `npm run mutate` lives on that.

const read = (file: string): unknown => JSON.parse(readFileSync(join(vectorsDirectory(), file), 'utf8'))
const { cases } = read('manifest.json') as Manifest

/** What is recorded in a case, and what the specification and the model say of it now. */
const sides = (kit: Kit, one: Case): readonly [recorded: unknown, now: unknown] => {
  switch (one.kind) {
    case 'trace':
      return [
        one.steps,
        stepsOf(
          kit,
          one.params,
          one.steps.map(({ event }) => event),
        ),
      ]
    case 'judgement':
      return [new Set(one.broken), new Set(kit.judge(one.history).map(({ clause }) => clause))]
    case 'function':
      return [one.result, (kit.functions[one.function] as (args: Json) => Json)(one.arguments)]
  }
}

describe('what is recorded in the vectors', () => {
  for (const kit of kits)
    it.each(cases.filter(({ id }) => id.startsWith(`${kit.chapter}/`)))('$id', ({ file }) => {
      const [recorded, now] = sides(kit, read(file) as Case)
      expect(now).toEqual(recorded)
    })
})
