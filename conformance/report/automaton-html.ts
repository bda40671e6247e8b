import { svg } from '../../model/integrity/draw.js'
import { edgesOf } from '../../model/integrity/edges.js'
import type { ArrowCount } from '../../model/integrity/walk.js'
import { arrows } from '../../spec/integrity/automaton.js'
import type { Section } from './html.js'
import { html, trusted } from './markup.js'

/** The integrity automaton, drawn from the model, with how often the cases that passed took each arrow. */
export const automatonHtml = (counts: ReadonlyArray<ArrowCount>): Section => {
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const taken = arrows.filter(({ from, move }) => counts.some((one) => one.from === from && one.move === move))
  const body = html`<section aria-labelledby="automaton"><h2 id="automaton">The integrity automaton</h2>
<p>When an operator can prove its integrity, in one dealing of one eon. The cases that passed took ${taken.length} of its ${arrows.length} arrows, ${all} times in all: the cases of the chapter <em>integrity</em>, and those of the <em>commit-chain</em> as far as a verifier’s log shows what was signed and committed.</p>
<div class="automaton">${trusted(svg(counts, false))}</div>
<ul class="arrows">${edgesOf(counts).map(
    ({ from, to, by, moves, count = 0 }) =>
      html`<li${count === 0 ? html` class="none"` : ''}><b>${from} → ${to}</b> <span>${by.join(', ')}: ${moves.join(', ')}</span> <em class="n">${count}</em></li>`,
  )}</ul></section>`
  return { id: 'automaton', title: 'The integrity automaton', count: undefined, first: false, body }
}
