import type { Facts } from '../facts.js'
import { anchor, at } from '../markdown.js'
import type { Page } from './page.js'

/** The page of the player; what it plays is in the address. */
export const playerPage = (facts: Facts): Page => ({
  path: 'player',
  title: 'Player',
  scripts: ['player/player.js'],
  markdown: `# Player

A run, event by event, in the model itself, which runs on this page: change an event or an answer, and see which clause turns red. The address carries the run, so a counterexample is shared by its link.

<div id="the-player"><noscript><p class="outdated">The player needs JavaScript. Every vector stands as JSON on the page of its clause: ${anchor('all clauses', 'clauses.html')}.</p></noscript></div>

## Begin with one of these

<ul class="vectors">${examples(facts)
    .map(
      ({ id, comment }) => `<li>${anchor(id, at.vector(id))}<br><small>${comment.replaceAll('<', '&lt;')}</small></li>`,
    )
    .join('')}</ul>
`,
})

/** Of each chapter and kind of vector, the first that has something wrong in it; or the first. */
const examples = ({ cases, chapters }: Facts): Facts['cases'] =>
  chapters.flatMap(({ id }) =>
    (['trace', 'judgement', 'function'] as const).flatMap((kind) => {
      const some = cases.filter((one) => one.chapter === id && one.kind === kind)
      const [first] = [...some.filter(({ negative }) => negative), ...some]
      return first === undefined ? [] : [first]
    }),
  )
