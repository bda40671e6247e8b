import type { Json } from '../../conformance/kit/kit.js'
import { html, type Markup } from '../../conformance/report/markup.js'
import { committed, failing, paramsFor, type Quiet, quiet } from './chain.js'

const EON = 12
const EONS = 3
const BLOCKS = Array.from({ length: EON * EONS }, (_, i) => i)
const params = paramsFor(1, EON)

interface Row {
  readonly name: string
  readonly blocks: ReadonlyArray<number>
  readonly tone: 'may' | 'due' | 'halt'
}

const challenge = (): Json => ({
  tag: 'challengeBalance',
  trader: 'trader-1',
  coin: 'X',
  before: committed(params, [{ trader: 'trader-1', coin: 'X', amount: '0' }]).proofs[0] as unknown as Json,
})

const answer = (): Json => ({
  tag: 'answerBalance',
  trader: 'trader-1',
  coin: 'X',
  after: committed(params, [{ trader: 'trader-1', coin: 'X', amount: '0' }]).proofs[0] as unknown as Json,
})

/** The blocks in which an event does not fail a clause, other things being as they are. */
const without = (clause: string, event: Json): ReadonlyArray<number> =>
  BLOCKS.filter((block) => {
    const chain = quiet(params, EON)
    chain.until(block, true)
    return !failing(chain.send(event)).includes(clause)
  })

/** A chain on which a challenge was opened in a block. */
const challenged = (block: number): Quiet => {
  const chain = quiet(params, EON)
  chain.until(block, true)
  const failed = failing(chain.send(challenge()))
  if (failed.length > 0) throw new Error(`the challenge to be drawn is refused by ${failed.join(', ')}`)
  return chain
}

const answerable = (opened: number): ReadonlyArray<number> =>
  BLOCKS.filter((block) => {
    if (block < opened) return false
    const chain = challenged(opened)
    chain.until(block, false)
    return failing(chain.send(answer())).length === 0
  })

const halted = (opened: number): ReadonlyArray<number> =>
  BLOCKS.filter((block) => {
    if (block < opened) return false
    const chain = challenged(opened)
    chain.until(block, false)
    return chain.isHalted()
  })

const rows = (): ReadonlyArray<Row> => {
  const open = without('CC-20', challenge())
  const inFirst = open.filter((block) => block < EON)
  const [first, last] = [inFirst[0] as number, inFirst.at(-1) as number]
  return [
    { name: 'a challenge may be opened', blocks: open, tone: 'may' },
    { name: `one opened in block ${first} may be answered`, blocks: answerable(first), tone: 'due' },
    { name: `one opened in block ${last} may be answered`, blocks: answerable(last), tone: 'due' },
    { name: 'left open, it has halted the exchange', blocks: halted(last), tone: 'halt' },
    {
      name: 'a withdrawal of eon 1 may be paid',
      blocks: without('CC-19', { tag: 'confirmWithdrawal', trader: 'trader-1', coin: 'X', eon: '1' }),
      tone: 'may',
    },
  ]
}

const LEFT = 4
const UNIT = 17
const ROW = 44
const HEAD = 46

/** Runs of blocks that follow one another, as first and last. */
const runs = (blocks: ReadonlyArray<number>): ReadonlyArray<readonly [number, number]> => {
  const firsts = blocks.filter((block, i) => blocks[i - 1] !== block - 1)
  const lasts = blocks.filter((block, i) => blocks[i + 1] !== block + 1)
  return firsts.map((first, i) => [first, lasts[i] as number])
}

const inWords = ({ name, blocks }: Row): string =>
  `${name}: ${runs(blocks)
    .map(([from, to]) => `blocks ${from} to ${to}`)
    .join(', ')}`

/** Three eons of twelve blocks, with what can be done in each block. */
export const timeline = (): string => {
  const all = rows()
  const width = LEFT + BLOCKS.length * UNIT + 10
  const height = HEAD + all.length * ROW + 8
  const x = (block: number): number => LEFT + block * UNIT
  const eon = (i: number): Markup =>
    html`<g><rect class="eon" x="${x(i * EON)}" y="0" width="${EON * UNIT}" height="${height - 8}"/><text x="${x(i * EON) + 6}" y="16" class="name">eon ${i + 1}</text>${[0, 1, 2, 3].map((epoch) => html`<line class="epoch" x1="${x(i * EON + (epoch * EON) / 4)}" x2="${x(i * EON + (epoch * EON) / 4)}" y1="24" y2="${height - 8}"/><text class="small" x="${x(i * EON + (epoch * EON) / 4) + 4}" y="36">${i * EON + (epoch * EON) / 4}</text>`)}</g>`
  return html`<svg class="timeline" viewBox="0 0 ${width} ${height}" role="img" aria-label="${all.map(inWords).join('. ')}">${[0, 1, 2].map(eon)}${all.map(
    (row, i) =>
      html`<g><text class="ground" x="${LEFT + 6}" y="${HEAD + i * ROW + 16}">${row.name}</text>${runs(row.blocks).map(([from, to]) => html`<rect class="${row.tone}" x="${x(from) + 1}" y="${HEAD + i * ROW + 22}" width="${(to - from + 1) * UNIT - 2}" height="14" rx="3"/>`)}</g>`,
  )}</svg>`.markup
}
