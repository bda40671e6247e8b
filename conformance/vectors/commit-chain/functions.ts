import { accountsOf, proofIn, type Sheet } from '../../../model/commit-chain/sheets.js'
import { AllotmentProof, Params, Passive, Swap, Transfer, Update } from '../../../spec/commit-chain/types.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase } from '../types.js'
import {
  account,
  aliceSells,
  bobSells,
  challengeable,
  committed2,
  evidence,
  opened,
  paid,
  paidPassively,
  type Scene,
} from './scene.js'

const paramsOf = ({ cast }: Scene): Json => Params.encode(cast.params) as unknown as Json

/** The functions of this chapter: roots, proofs and sets, known by their arguments alone. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> => {
  const made = (
    slug: string,
    comment: string,
    name: string,
    clauses: readonly [ClauseId, ...ClauseId[]],
    scene: Scene,
    args: { readonly [key: string]: Json },
  ): FunctionCase => ({
    kind: 'function',
    id: `${kit.chapter}/function/${slug}`,
    chapter: kit.chapter,
    comment,
    source: { from: 'hand' },
    clauses,
    negative: false,
    needs: [`evaluate=${name}`, `hash=${scene.cast.params.hash}`],
    function: name,
    arguments: { params: paramsOf(scene), ...args },
    result: kit.functions[name]?.({ params: paramsOf(scene), ...args }) as Json,
  })

  const accounts = (sheet: Sheet, scene: Scene): Json =>
    accountsOf(scene.cast.params).map(({ trader, coin }) => {
      const { amount, passive, update } = sheet.accounts.get(`${coin} ${trader}`) ?? {
        amount: 0n,
        passive: undefined,
        update: undefined,
      }
      return {
        trader,
        coin,
        amount: String(amount),
        ...(passive === undefined ? {} : { passive: Passive.encode(passive) as unknown as Json }),
        ...(update === undefined ? {} : { update: Update.encode(update) as unknown as Json }),
      }
    })

  const scenes = (['sha256', 'keccak256'] as const).map((hash) => challengeable({}, committed2({ hash })))
  const sizes = [1, 2, 3, 5, 8].map((n) =>
    opened({
      traders: Array.from({ length: n }, (_, i) => `t${i}`),
      coins: Array.from({ length: n }, (_, i) => `C${i}`),
    }),
  )
  return [
    ...scenes.flatMap((scene) => {
      const { hash } = scene.cast.params
      const { after } = evidence(scene)
      return [
        made(`commit-${hash}`, 'The checkpoint of eon 3 of the story, with all proofs.', 'commit', ['CC-12'], scene, {
          accounts: accounts(after, scene),
        }),
        ...accountsOf(scene.cast.params).map(({ trader, coin }) =>
          made(
            `root-${hash}-${trader}-${coin}`.toLowerCase(),
            'Every proof leads to the same root.',
            'checkpointRoot',
            ['CC-12'],
            scene,
            {
              trader,
              coin,
              proof: AllotmentProof.encode(proofIn(scene.cast, after, account(`${trader} ${coin}`))) as unknown as Json,
            },
          ),
        ),
        ...[0, 1, 2, 3, 5].map((n) =>
          made(
            `set-${hash}-${n}`,
            `The set of ${n} transactions, and the place of each.`,
            'transactionSet',
            ['CC-31', 'CC-33'],
            scene,
            {
              transactions: [
                ...[paid, ...paidPassively].map((one) => Transfer.encode(one) as unknown as Json),
                ...[aliceSells, bobSells].map((one) => Swap.encode(one) as unknown as Json),
              ].slice(0, n),
            },
          ),
        ),
      ]
    }),
    ...sizes.map((scene, i) => {
      const n = scene.cast.params.traders.length
      return made(
        `commit-size-${n}`,
        `Trees of ${n} ${n === 1 ? 'leaf' : 'leaves'}.`,
        'commit',
        ['CC-10', 'CC-12'],
        scene,
        {
          accounts: accountsOf(scene.cast.params)
            .filter((_, at) => at % 2 === i % 2)
            .slice(0, 6)
            .map(({ trader, coin }, at) => ({ trader, coin, amount: String(at + 1) })),
        },
      )
    }),
  ]
}
