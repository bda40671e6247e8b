import type { Json } from '../kit/kit.js'

const WIDTH = 120

/** JSON for people and for diffs: two spaces, and whatever fits on one line of 120 characters stands on one line. */
export const format = (json: Json): string => `${print(json, '')}\n`

const print = (json: Json, indent: string): string => {
  const line = oneLine(json)
  if (json === null || typeof json !== 'object' || line.length + indent.length <= WIDTH) return line
  const inner = `${indent}  `
  const parts = Array.isArray(json)
    ? json.map((item: Json) => print(item, inner))
    : Object.entries(json).map(([key, value]) => `${JSON.stringify(key)}: ${print(value, inner)}`)
  const [open, close] = Array.isArray(json) ? ['[', ']'] : ['{', '}']
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
}

const oneLine = (json: Json): string => {
  if (json === null || typeof json !== 'object') return JSON.stringify(json)
  if (Array.isArray(json)) return `[${json.map(oneLine).join(', ')}]`
  const fields = Object.entries(json).map(([key, value]) => `${JSON.stringify(key)}: ${oneLine(value)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
