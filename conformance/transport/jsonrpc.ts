import type { Json } from '../kit/kit.js'
import type { Reply } from './connection.js'

const SHOWN = 200

/** A request as JSON-RPC 2.0 has it. */
export const requestText = (id: number, method: string, params: Json): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })

/** What a text answers, and to which request; nothing, where it is no JSON-RPC answer at all. */
export const parseAnswer = (text: string): { readonly id: unknown; readonly reply: Reply } | undefined => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const { jsonrpc, id, result, error } = json as { readonly [key: string]: unknown }
  if (jsonrpc !== '2.0') return undefined
  if (result !== undefined && error === undefined) return { id, reply: { tag: 'result', result } }
  if (typeof error !== 'object' || error === null) return undefined
  const { code, message } = error as { readonly [key: string]: unknown }
  return typeof code === 'number' ? { id, reply: { tag: 'error', code, message: String(message ?? '') } } : undefined
}

/** The beginning of a text, for a message. */
export const cut = (text: string): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text
