import type { Json } from '../../conformance/kit/kit.js'
import { html, type Markup } from '../../conformance/report/markup.js'

/** The fields of an event, each to be changed: text as it is, anything else as JSON. */
export const eventEditor = (event: Json): Markup => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return field('event', event)
  return html`${Object.entries(event as { readonly [key: string]: Json }).map(([key, value]) => field(key, value))}`
}

const field = (key: string, value: Json): Markup =>
  typeof value === 'string' && value.length <= 80
    ? html`<label><span>${key}</span><input type="text" data-field="${key}" value="${value}" autocomplete="off" spellcheck="false"></label>`
    : html`<label class="long"><span>${key}</span>${area('data-field', key, value)}</label>`

/** A text area with JSON in it. */
export const area = (attribute: string, key: string, value: Json): Markup => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1)
  const rows = Math.min(12, Math.max(2, text.split('\n').length))
  return html`<textarea ${attribute}="${key}" rows="${rows}" spellcheck="false">${text}</textarea>`
}

/** Reads what was written into a field: JSON where there was something else than text. */
export const readField = (text: string, before: Json): Json | undefined => {
  if (typeof before === 'string') return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
