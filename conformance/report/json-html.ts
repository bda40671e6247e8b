import type { Json } from '../kit/kit.js'
import type { Difference } from '../run/compare.js'
import { html, type Markup } from './markup.js'

const WIDTH = 60

/** JSON for people, over several lines where it is long; the values at the marked paths stand in `<mark>`. */
export const jsonHtml = (json: Json, marked: ReadonlySet<string> = new Set()): Markup =>
  html`<pre class="json"><code>${print(json, '', '', marked)}</code></pre>`

const print = (json: Json, path: string, indent: string, marked: ReadonlySet<string>): Markup => {
  const inside = body(json, path, indent, marked)
  return marked.has(path) ? html`<mark>${inside}</mark>` : inside
}

const body = (json: Json, path: string, indent: string, marked: ReadonlySet<string>): Markup => {
  if (json === null || typeof json !== 'object') return html`${JSON.stringify(json)}`
  const isArray = Array.isArray(json)
  const entries = Object.entries(json)
  const long = JSON.stringify(json).replace(/"(\w+)":/g, '$1: ').length + indent.length > WIDTH
  const inner = long ? `${indent}  ` : indent
  const parts = entries.map(([key, value], i) => {
    const shown = print(value, isArray ? `${path}[${key}]` : `${path}.${key}`, inner, marked)
    return html`${long ? `\n${inner}` : i === 0 ? '' : ' '}${isArray ? '' : `${key}: `}${shown}${i < entries.length - 1 ? ',' : ''}`
  })
  const [open, close] = isArray ? ['[', ']'] : ['{', '}']
  return html`${open}${parts}${long ? `\n${indent}` : ''}${close}`
}

/**
 * Where in the expected, or the actual, answer of a failure the differences are, as paths from its root. A place that
 * does not hold what was compared there is left out: marking it would be wrong.
 */
export const placesOf = (
  answer: Json,
  side: 'expected' | 'actual',
  differences: ReadonlyArray<Difference>,
): ReadonlySet<string> =>
  new Set(
    differences.flatMap((difference) => {
      const path = difference.path.replace(/^(answer|result)/, '').replace(/^observed/, '.observed')
      const value = difference[side]
      if (path === '' && difference.path === 'answer') return [...answerKeys(answer)]
      return value !== undefined && (path === '' || JSON.stringify(at(answer, path)) === JSON.stringify(value))
        ? [path]
        : []
    }),
  )

const answerKeys = (answer: Json): ReadonlyArray<string> =>
  Object.keys(answer as Readonly<Record<string, Json>>)
    .filter((key) => key !== 'observed')
    .map((key) => `.${key}`)

const at = (json: Json, path: string): Json | undefined =>
  path
    .split(/[.[\]]/)
    .filter((key) => key !== '')
    .reduce<Json | undefined>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>)[key] : undefined,
      json,
    )
