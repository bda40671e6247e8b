import { collateralForFinality, TWO_EONS } from '../../spec/collateral/finality.js'
import { type Point, plot } from '../core/plot.js'

const MILLION = 1_000_000n
const HOURS = [1, 2, 4, 6, 8, 12, 16, 20, 24, 30, 36, 42, 48] as const
const PAPER = { change: { numerator: 1n, denominator: 10n }, eons: TWO_EONS, sides: 1n } as const

const collateral = (millions: bigint, hours: number): number =>
  Number(collateralForFinality({ ...PAPER, dailyVolume: millions * MILLION, eonHours: BigInt(hours) })) / 1e6

/** TEX Fig. 5 from the formula of VII-A2: the collateral for instant finality by the length of an eon, for a change of 10%. */
export const drawCollateral = (): string =>
  plot({
    id: 'collateral-finality',
    title: 'Collateral with which trades are final at once',
    desc: `A line for each daily volume, for a change of 10% while two eons are not settled. With 300 million a day and eons of 12 hours it takes ${collateral(300n, 12)} million, as TEX VII-A2 has it; with the eons of 36 hours of VII-A, ${collateral(300n, 36)} million.`,
    x: { label: 'length of an eon, hours', domain: [0, 48], ticks: [0, 6, 12, 18, 24, 30, 36, 42, 48] },
    y: { label: 'collateral, million', domain: [0, 200] },
    series: [100n, 300n, 500n].map((millions) => ({
      name: `${millions} million a day`,
      points: HOURS.map((hours): Point => [hours, collateral(millions, hours)]),
    })),
    marks: [
      { x: 12, y: collateral(300n, 12), label: `${collateral(300n, 12)} million (TEX VII-A2)` },
      { x: 36, y: collateral(300n, 36), label: `${collateral(300n, 36)} million (the eon of VII-A, T37)` },
    ],
  })
