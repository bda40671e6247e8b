import type { Json } from '../../conformance/kit/kit.js'
import { jsonHtml } from '../../conformance/report/json-html.js'
import { html, type Markup, trusted } from '../../conformance/report/markup.js'
import { svg } from '../../model/integrity/draw.js'
import { type Move, moves, type State, states } from '../../spec/integrity/automaton.js'
import type { Trace } from '../player/trace-link.js'

/** What a function gives: as its chapter draws it, or as JSON. */
export const resultHtml = (trace: Trace, result: Json): Markup =>
  trace.chapter === 'integrity' && trace.function === 'automaton'
    ? walk(trace.arguments as unknown as Walk, result)
    : jsonHtml(result)

interface Walk {
  readonly moves: ReadonlyArray<Move>
}

/** A walk through the automaton: move by move, and drawn with the arrows that it takes. */
const walk = ({ moves: made }: Walk, result: Json): Markup => {
  const { states: visited, verdict } = result as {
    readonly states: ReadonlyArray<State>
    readonly verdict: 'accepted' | 'rejected' | 'undecided'
  }
  const taken = made.map((move, i) => ({ move, from: visited[i] as State, to: visited[i + 1] as State, count: 1 }))
  const tone = verdict === 'rejected' ? 'bad' : verdict === 'accepted' ? 'good' : 'open'
  return html`<ol class="walk">${taken.map(
    ({ move, from, to }) =>
      html`<li><b>${from} → ${to}</b> <code>${move}</code> <span class="quiet">by the ${moves[move].by}</span>: ${moves[move].says}</li>`,
  )}</ol>
<p class="verdict ${tone}" role="status">${verdict}: ${states[visited.at(-1) as State]}</p>
<div class="scroll wide" tabindex="0" role="region" aria-label="The automaton, with the arrows that were taken">${trusted(svg(taken))}</div>`
}
