import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decodeOrThrow } from '../../conformance/kit/decode.js'
import { expected } from '../../conformance/kit/expected.js'
import type { Json, Kit, Session } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { collateral, rules } from '../../model/collateral/machine.js'
import { step } from '../../model/core/machine.js'
import { judgeMoment } from '../../spec/collateral/clauses.js'
import { momentOf, opened, record } from '../../spec/collateral/history.js'
import { Answer, Event, History, Outputs, Params } from '../../spec/collateral/types.js'
import { exactly } from '../../spec/core/codec.js'
import { CoinId, Integer, TraderId } from '../../spec/primitives/types.js'

/** What the player needs of a chapter; a chapter that can be tested has it in its kit. */
export interface Playable
  extends Pick<Kit, 'chapter' | 'codecs' | 'observations' | 'normalise' | 'judge' | 'functions'> {
  readonly open: (params: Json) => Pick<Session, 'step' | 'observe'>
}

const Observation = exactly(
  'Observation',
  {},
  {
    eon: Integer,
    holdings: t.readonlyArray(exactly('Holding', { trader: TraderId, coin: CoinId, amount: Integer })),
  },
)

const open = (json: Json): Pick<Session, 'step' | 'observe'> => {
  const next = step(rules)
  let state = collateral.init(decodeOrThrow(Params, json))
  const observe: Session['observe'] = (what) =>
    Observation.encode({
      ...(what.includes('eon') ? { eon: collateral.observe.eon(state) } : {}),
      ...(what.includes('holdings') ? { holdings: collateral.observe.holdings(state) } : {}),
    }) as Record<string, Json>
  return {
    observe,
    step: (event, what) => {
      const outcome = next(state, decodeOrThrow(Event, event))
      if (E.isRight(outcome)) state = outcome.right.state
      return { event, answer: expected(outcome, Outputs), observed: observe(what) }
    },
  }
}

/** Collateral can be played, although no implementation of it can be tested yet. */
const collateralPlayable: Playable = {
  chapter: 'collateral',
  codecs: { params: Params, event: Event, answer: Answer, observation: Observation, history: History },
  observations: ['eon', 'holdings'],
  normalise: (outputs) => outputs,
  open,
  judge: (json) => {
    const { params, entries } = decodeOrThrow(History, json)
    const before = entries
      .slice(0, -1)
      .reduce((account, { event, answer }) => ('accepted' in answer ? record(account, event) : account), opened(params))
    const last = entries.at(-1)
    return last === undefined ? [] : judgeMoment(momentOf(before, last.event, last.answer))
  },
  functions: {},
}

/** What can be played of a chapter, by its name. */
export const playableOf = (chapter: string): Playable | undefined =>
  kitOf(chapter) ?? (chapter === 'collateral' ? collateralPlayable : undefined)
