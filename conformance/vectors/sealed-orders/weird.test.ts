import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../spec/core/codec.js'
import { Event, Params } from '../../../spec/sealed-orders/types.js'
import type { Json } from '../../kit/kit.js'
import { sealedOrdersKit as kit } from '../../kit/sealed-orders.js'
import { acknowledging, happen, open, openingOf, receipted, receiptOf, type Scene, sent, sentAt } from './scene.js'

/** What can stand where a number, some bytes or a name stand, and is rarely right. */
const WEIRD = [
  '0x0',
  '0x1',
  `0x${'f'.repeat(1024)}`,
  '0x',
  `0x${'00'.repeat(600)}`,
  '0',
  '-1',
  `1${'0'.repeat(99)}`,
  'x',
  0,
  64,
]

type Path = ReadonlyArray<string | number>

/** The places of all leaves, of lists only the first and the last entry. */
const leaves = (json: Json, path: Path = []): ReadonlyArray<Path> => {
  if (json === null || typeof json !== 'object') return [path]
  if (Array.isArray(json))
    return [...new Set([0, json.length - 1])]
      .filter((i) => i >= 0)
      .flatMap((i) => leaves(json[i] as Json, [...path, i]))
  return Object.entries(json).flatMap(([key, value]) => leaves(value as Json, [...path, key]))
}

const replaced = (json: Json, [key, ...rest]: Path, by: Json): Json => {
  if (key === undefined) return by
  if (Array.isArray(json)) return json.map((one: Json, i) => (i === key ? replaced(one, rest, by) : one))
  const record = json as Readonly<Record<string, Json>>
  return { ...record, [key]: replaced(record[key] as Json, rest, by) }
}

const runs: ReadonlyArray<readonly [string, Scene, () => Event]> = [
  ['submit', { ...sent(), events: [] }, () => sentAt(sent()).event],
  ['receipt', sent(), () => receiptOf(sent())],
  ['open', receipted(), () => openingOf(receipted())],
  ['acknowledge', open(), () => acknowledging(happen(open()))],
]

describe('what is well-formed and makes no sense', () => {
  it.each(runs)('%s: is answered with a reason, wherever something weird stands', (_, scene, event) => {
    const right = Event.encode(event()) as unknown as Json
    let weird = 0
    for (const path of leaves(right))
      for (const by of WEIRD) {
        const wrong = replaced(right, path, by)
        if (E.isLeft(decode(Event, wrong))) continue
        weird += 1
        const session = kit.open(Params.encode(scene.cast.params) as unknown as Json)
        for (const before of scene.events) session.step(Event.encode(before) as unknown as Json, [])
        const { answer } = session.step(wrong, [])
        if ('rejected' in answer) expect(answer.rejected.reason).toMatch(/^SO-/)
      }
    expect(weird).toBeGreaterThan(3)
  })

  it.each(
    Object.entries({ verifyPuzzle: ['puzzle', 'proof', 'limits'], solve: ['puzzle', 'limits'], unseal: ['puzzle'] }),
  )('the function %s answers, wherever something weird stands', (name) => {
    const { sealed } = sentAt(sent()).event
    const { params } = sent().cast
    const json = Event.encode(sentAt(sent()).event) as unknown as {
      readonly sealed: Readonly<Record<string, Json>>
    }
    const limits = (Params.encode(params) as unknown as { readonly limits: Json }).limits
    const { puzzle, proof, eon, reference, orderHash, ciphertext } = json.sealed as Record<string, Json>
    const all: Record<string, Json> = {
      verifyPuzzle: { hash: 'sha256', limits: limits as Json, puzzle: puzzle as Json, proof: proof as Json },
      solve: { limits: limits as Json, puzzle: puzzle as Json },
      unseal: {
        contract: 'market',
        limits: limits as Json,
        eon: eon as Json,
        reference: reference as Json,
        orderHash: orderHash as Json,
        puzzle: puzzle as Json,
        ciphertext: ciphertext as Json,
        root: '0x5',
      },
    }
    const right = all[name] as Json
    let answered = 0
    for (const path of leaves(right))
      for (const by of WEIRD) {
        try {
          kit.functions[name]?.(replaced(right, path, by))
          answered += 1
        } catch (error) {
          expect((error as Error).message).toMatch(/^malformed/)
        }
      }
    expect(answered).toBeGreaterThan(10)
    expect(sealed.eon).toBe(1n)
  })
})
