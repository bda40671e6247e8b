import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase, Source } from '../types.js'

const TENTH = { numerator: '1', denominator: '10' }
const TWO = { numerator: '2', denominator: '1' }
const TWO_AND_A_QUARTER = { numerator: '9', denominator: '4' }

/** 300 million a day, a change of a tenth, eons of 12 hours, two of which are undone, and one side that is protected. */
const PAPER = { dailyVolume: '300000000', eonHours: '12', change: TENTH, eons: TWO, sides: '1' }

const VII_A2: Source = { from: 'paper', where: 'TEX VII-A2' }

const ASKED: ReadonlyArray<
  readonly [slug: string, comment: string, changes: { readonly [key: string]: Json }, source?: Source]
> = [
  ['paper', 'The 30 million of the paper.', {}, VII_A2],
  ['eon-of-36-hours', 'With the eons of 36 hours of VII-A (T37).', { eonHours: '36' }, VII_A2],
  ['eon-of-1-hour', 'With eons of one hour.', { eonHours: '1' }],
  ['contested', 'A failure can undo two eons and an epoch (T44).', { eons: TWO_AND_A_QUARTER }],
  ['both-sides', 'Both sides of each trade are protected (T45).', { sides: '2' }],
  ['contested-both-sides', 'Two eons and an epoch, on both sides.', { eons: TWO_AND_A_QUARTER, sides: '2' }],
  ['no-volume', 'Where nothing is traded nothing is needed.', { dailyVolume: '0' }],
  ['no-change', 'Where prices do not move nothing is needed.', { change: { numerator: '0', denominator: '7' } }],
  ['rounded-up', 'Of one unit a day a tenth is rounded up.', { dailyVolume: '1' }],
  [
    'rounded-up-at-the-end',
    'Only the result is rounded: 7 a day, eons of 5 hours, 2/7.',
    {
      ...{ dailyVolume: '7', eonHours: '5', change: { numerator: '2', denominator: '7' } },
      ...{ eons: TWO_AND_A_QUARTER, sides: '2' },
    },
  ],
  ['exact', 'What comes out even is not rounded: 720 a day, eons of one hour.', { dailyVolume: '720', eonHours: '1' }],
  ['above-one', 'A change by more than the whole.', { change: { numerator: '5', denominator: '4' } }],
  ['wide', 'Integers beyond 2^53 are exact.', { dailyVolume: `${2n ** 128n - 1n}`, eonHours: '36', sides: '2' }],
]

/** The collateral for instant finality: the rows of the chapter, and what is easily got wrong. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> =>
  ASKED.map(([slug, comment, changes, source = { from: 'hand' }]) => {
    const args = { ...PAPER, ...changes }
    return {
      kind: 'function',
      id: `${kit.chapter}/function/finality-${slug}`,
      chapter: kit.chapter,
      comment,
      source,
      clauses: ['CO-16'],
      negative: false,
      needs: [...(slug === 'wide' ? ['wide-amounts'] : []), 'evaluate=collateralForFinality'],
      function: 'collateralForFinality',
      arguments: args,
      result: kit.functions.collateralForFinality?.(args) ?? null,
    }
  })
