import { allottable, currentEon, heldOf, startOf } from '../../spec/commit-chain/ledger.js'
import { theorems } from '../../spec/commit-chain/theorems.js'
import type { Event, Params } from '../../spec/commit-chain/types.js'
import { type Clause, type Finding, findings } from '../../spec/core/clause.js'
import type { ClauseId } from '../../spec/core/ids.js'
import { type Explorable, follow } from '../core/explore.js'
import { concreteSuite } from '../primitives/concrete.js'
import { internedSuite } from '../primitives/interned.js'
import type { CryptoSuite } from '../primitives/suite.js'
import { corruptMoves } from './adversary.js'
import { type Exchange, endingOf, type Move, next, proofOf, send } from './exchange.js'
import { operatorActs, type Ratify } from './operator.js'
import { draftName } from './passive.js'
import { beginning, type Others, passiveTransferOf, type Setting, saysOf, swapOf, transferOf } from './setting.js'
import { showMove } from './show.js'
import { tell } from './tell.js'
import { troubleMoves } from './troublemaker.js'

export * from './setting.js'

/** What the future depends on: nothing that happened more than three eons ago does. */
const keyOf = (exchange: Exchange): ReadonlyArray<string> => {
  const { ledger, drafts, commitments, shown, delivered, signed, accepted, asked } = exchange
  const now = currentEon(ledger)
  const { coins } = ledger.params
  return [
    String(ledger.block),
    ledger.halt === undefined ? '' : `${ledger.halt.eon}/${ledger.halt.safe}`,
    [...signed].sort().join(),
    [...accepted].sort().join(),
    [...asked].sort().join(),
    drafts
      .filter(({ update }) => update.eon >= now - 2n)
      .map((draft) => {
        const { update, isRatified, available } = draft
        return `${update.trader}${update.coin}${draftName(exchange.cast, draft)}${isRatified ? '!' : ''}${available ?? ''}`
      })
      .join(),
    [...commitments].flatMap(([eon, { choice }]) => (eon >= now - 3n ? [choice] : [])).join(),
    [...shown]
      .filter((at) => BigInt(at.split(' ')[0] as string) >= now - 2n)
      .sort()
      .join(),
    [...delivered].sort().join(),
    [...ledger.challenges]
      .filter(([, { isOpen, eon }]) => isOpen || eon === now)
      .map(
        ([at, { isOpen, block, about }]) => `${at}=${isOpen ? block : ''}${'claim' in about ? about.claim?.spent : ''}`,
      )
      .sort()
      .join(),
    [...ledger.withdrawals]
      .filter(([at, { isPaid }]) => !isPaid || BigInt(at.split(' ')[2] as string) >= now - 2n)
      .map(([at, { amount, isPaid }]) => `${at}=${amount}${isPaid}`)
      .sort()
      .join(),
    coins.map((coin) => `${heldOf(ledger, coin)}/${allottable(ledger, coin, now - 2n)}`).join(),
  ]
}

const theoremTable = theorems as Readonly<Record<string, Clause<ClauseId, object>>>

const judgeEnding = (exchange: Exchange): ReadonlyArray<Finding> =>
  findings(theoremTable, endingOf(exchange)).concat(recoverAll(exchange))

/** After a halt everybody recovers everything that it can, twice, and that has to be covered by what is held. */
const recoverAll = (exchange: Exchange): ReadonlyArray<Finding> => {
  const { ledger } = exchange
  if (ledger.halt === undefined) return []
  const { safe } = ledger.halt
  const { coins, traders } = ledger.params
  const all = traders.flatMap(({ trader }) =>
    coins.flatMap((coin): ReadonlyArray<Event> => {
      const proof = proofOf(exchange, safe, coin, trader)
      return proof === undefined ? [] : [{ tag: 'recover', trader, coin, proof }]
    }),
  )
  const after = [...all, ...all].reduce(send, exchange)
  return coins.flatMap((coin) =>
    heldOf(after.ledger, coin) < 0n
      ? [
          {
            clause: 'CC-44' as const,
            message: `${-heldOf(after.ledger, coin)} ${coin} more are recovered than are held`,
          },
        ]
      : [],
  )
}

/** A run ends in the middle of its last eon, when the challenges of the one before are settled. */
const isOver = ({ ledger, cast: { params, lastEon } }: Exchange): boolean =>
  ledger.block >= startOf(params, lastEon) + params.blocksPerEon / 2n

type Play = Pick<Explorable<Exchange, Move>, 'start' | 'moves' | 'next'>

/** What a run is in the log of a verifier with real cryptography: every play makes its moves in the same order. */
const replaying =
  (playWith: (suite: CryptoSuite) => Play) =>
  (path: ReadonlyArray<number>): { readonly params: Params; readonly events: ReadonlyArray<Event> } => {
    const { cast, log } = follow(playWith(concreteSuite()), path)
    return { params: cast.params, events: log }
  }

/** The exchange with a corrupt operator, who knows and signs whatever corrupt traders know and sign. */
export const corruptScope = (name: string, setting: Setting, others: Others = {}): Explorable<Exchange, Move> => {
  const playWith = (suite: CryptoSuite): Play => ({
    start: beginning(false, setting, others, suite),
    moves: (exchange) =>
      isOver(exchange) ? [] : corruptMoves(exchange).filter((move) => setting.leavesOut?.(exchange, move) !== true),
    next,
  })
  const play = playWith(internedSuite())
  return {
    name,
    says: `the operator is corrupt; ${saysOf(setting)}`,
    ...play,
    tell: (path) => tell(play, path),
    key: keyOf,
    findings: judgeEnding,
    show: showMove,
    replay: replaying(playWith),
  }
}

/** The exchange with an honest operator, which acts whenever anybody has done something. */
export const honestScope = (
  name: string,
  setting: Setting,
  { ratify, ...others }: Others & { readonly ratify?: Ratify } = {},
): Explorable<Exchange, Move> => {
  const playWith = (suite: CryptoSuite): Play => ({
    start: operatorActs(beginning(true, setting, others, suite), ratify),
    moves: (exchange) =>
      isOver(exchange) || exchange.ledger.halt !== undefined
        ? []
        : troubleMoves(exchange).filter((move) => setting.leavesOut?.(exchange, move) !== true),
    next: (exchange, move) => (move.tag === 'send' ? next(exchange, move) : operatorActs(next(exchange, move), ratify)),
  })
  const play = playWith(internedSuite())
  return {
    name,
    says: `the operator is honest; ${saysOf(setting)}`,
    ...play,
    tell: (path) => tell(play, path),
    key: keyOf,
    findings: judgeEnding,
    show: showMove,
    replay: replaying(playWith),
  }
}

/**
 * The scopes of this chapter. None has a symmetry to reduce by: one trader is honest and the other is not, and the coins
 * differ in what is deposited or planned (see `symmetry.test.ts`).
 */
export const commitChainScopes: ReadonlyArray<Explorable<Exchange, Move>> = [
  corruptScope('commit-chain-small', {
    deposits: ['alice 1 X', 'bob 1 Y'],
    plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'])],
    lastEon: 4n,
  }),
  corruptScope('commit-chain', {
    deposits: ['alice 2 X', 'bob 1 Y'],
    plan: [transferOf(2n, 'alice', 'bob', 'X', 1n), swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y'])],
    lastEon: 4n,
  }),
  corruptScope('commit-chain-receiving', {
    deposits: ['bob 2 X'],
    plan: [transferOf(2n, 'bob', 'alice', 'X', 1n, 1n), transferOf(2n, 'bob', 'alice', 'X', 1n, 2n)],
    lastEon: 4n,
  }),
  corruptScope('commit-chain-withdrawals', { deposits: ['alice 1 X', 'bob 1 X'], plan: [], lastEon: 6n }),
  honestScope('commit-chain-honest-operator', {
    deposits: ['alice 1 X', 'bob 2 Y'],
    plan: [
      swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y']),
      swapOf(2n, 'bob', [1n, 'Y'], [1n, 'X']),
      transferOf(3n, 'bob', 'alice', 'Y', 1n),
    ],
    lastEon: 5n,
  }),
  corruptScope('commit-chain-passive-small', {
    deposits: ['alice 1 X'],
    plan: [passiveTransferOf(2n, 'alice', 'bob', 'X', 1n)],
    lastEon: 4n,
    coins: ['X'],
    isEarly: true,
  }),
  corruptScope('commit-chain-passive', {
    deposits: ['alice 1 X'],
    plan: [passiveTransferOf(2n, 'alice', 'carol', 'X', 1n)],
    lastEon: 4n,
    traders: ['alice', 'bob', 'carol'],
    honest: ['alice', 'carol'],
    coins: ['X'],
  }),
  corruptScope('commit-chain-passive-twice', {
    deposits: ['alice 2 X'],
    plan: [passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 1n), passiveTransferOf(2n, 'alice', 'bob', 'X', 1n, 2n)],
    lastEon: 4n,
    coins: ['X'],
  }),
  corruptScope('commit-chain-passive-swap', {
    deposits: ['alice 1 X', 'bob 1 Y'],
    plan: [swapOf(2n, 'alice', [1n, 'X'], [1n, 'Y']), passiveTransferOf(2n, 'bob', 'alice', 'Y', 1n)],
    lastEon: 4n,
  }),
  corruptScope('commit-chain-passive-withdrawal', {
    deposits: ['alice 2 X'],
    plan: [passiveTransferOf(3n, 'alice', 'bob', 'X', 1n)],
    withdrawals: ['alice 1 X in 3', 'alice 1 X in 4'],
    lastEon: 7n,
    coins: ['X'],
  }),
  corruptScope('commit-chain-honest-withdrawals', {
    deposits: ['alice 2 X', 'bob 1 X'],
    plan: [transferOf(3n, 'alice', 'bob', 'X', 1n)],
    withdrawals: ['alice 1 X in 3', 'alice 1 X in 4'],
    lastEon: 7n,
    coins: ['X'],
  }),
  honestScope('commit-chain-passive-honest-operator', {
    deposits: ['alice 1 X', 'bob 2 X'],
    plan: [
      passiveTransferOf(2n, 'alice', 'carol', 'X', 1n, 1n),
      passiveTransferOf(2n, 'bob', 'carol', 'X', 1n, 2n),
      passiveTransferOf(2n, 'bob', 'alice', 'X', 1n, 3n),
      passiveTransferOf(3n, 'carol', 'bob', 'X', 1n, 4n),
    ],
    withdrawals: ['carol 1 X in 4'],
    lastEon: 7n,
    traders: ['alice', 'bob', 'carol'],
    honest: ['alice', 'carol'],
    coins: ['X'],
  }),
]
