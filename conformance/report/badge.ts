import { chaptersWith, type RunResult, type Verdict, verdictOf } from '../run/result.js'
import { html } from './markup.js'

/** White text on each of them has a contrast of at least 4.5. */
const COLOURS: Readonly<Record<Verdict, string>> = {
  conformant: '#17643a',
  'as expected': '#755000',
  'not conformant': '#a3241b',
  'nothing tested': '#555a61',
}

/** A badge as SVG: the version of the specification, the profiles that were tested, and what came of it. */
export const badgeReport = (result: RunResult): string => {
  const label = `touchstone ${result.specification}`
  const message = messageOf(result)
  const [left, right] = [label, message].map((text) => widthOf(text) + 14) as [number, number]
  const title = `${result.implementation.name} ${result.implementation.version}: ${label}, ${message}`
  return `${
    html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">
<title>${title}</title>
<path fill="#2b2d31" d="M4 0h${left - 4}v20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z"/>
<path fill="${COLOURS[verdictOf(result)]}" d="M${left} 0h${right - 4}a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H${left}z"/>
<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">
<text x="7" y="14" textLength="${left - 14}">${label}</text>
<text x="${left + 7}" y="14" textLength="${right - 14}">${message}</text>
</g>
</svg>`.markup
  }
`
}

/** What the badge says. A run of a part of the suite says so: a badge outlives the run. */
const messageOf = (result: RunResult): string => {
  const verdict = verdictOf(result)
  if (verdict === 'nothing tested') return verdict
  const said = verdict === 'as expected' ? 'failures as expected' : verdict
  return `${chaptersWith(result, verdict).join(', ')} ${said}${result.part === undefined ? '' : ' in part'}`
}

/** About how wide a text is in Verdana of 11 pixels; the text is then drawn as wide as this. */
const widthOf = (text: string): number =>
  Math.round(
    [...text].reduce(
      (sum, character) => sum + (/[ijltf.,:|! ]/.test(character) ? 4.2 : /[mw]/.test(character) ? 10 : 7),
      0,
    ),
  )
