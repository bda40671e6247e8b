/** A piece of HTML or SVG that is safe to put into a page: all text in it has been escaped. */
export interface Markup {
  readonly markup: string
}

/** What may stand in a template: text, which is escaped; markup, which is not; several of them; or nothing. */
export type Part = string | number | Markup | undefined | ReadonlyArray<Part>

/**
 * A template for HTML. Every value is escaped unless it is itself markup, so that what an implementation says of
 * itself stays text.
 *
 * @example
 * html`<b title="${'"'}">${'<script>'}</b>`.markup // '<b title="&quot;">&lt;script&gt;</b>'
 */
export const html = (strings: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Markup => ({
  markup: strings.reduce((text, string, i) => text + show(parts[i - 1]) + string),
})

/** Markup that was made elsewhere, and holds nothing from outside. */
export const trusted = (markup: string): Markup => ({ markup })

const show = (part: Part): string => {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return isMarkup(part) ? part.markup : part.map(show).join('')
}

const isMarkup = (part: Markup | ReadonlyArray<Part>): part is Markup => 'markup' in part

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML; what cannot be seen, or turns the direction of what follows, is shown by its number. */
export const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => ESCAPES[character] as string)

/** Text in which control characters, and those that turn the direction of writing, are shown as `\u001b`. */
export const visible = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be shown
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
