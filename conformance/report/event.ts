import type { Json } from '../kit/kit.js'

/** An event in a few words: its tag first, as wide as `width` at least, then its fields. */
export const eventText = (event: Json, width = 0): string => {
  if (typeof event !== 'object' || event === null || !('tag' in event)) return JSON.stringify(event)
  const { tag, ...fields } = event as { readonly tag: Json; readonly [key: string]: Json }
  return [show(tag).padEnd(width), ...Object.entries(fields).map(([key, value]) => `${key} ${show(value)}`)].join('  ')
}

const show = (json: Json): string => (typeof json === 'string' ? json : JSON.stringify(json))
