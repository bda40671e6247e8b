import type { Json } from '../kit/kit.js'
import { type Broken, type Connection, defaultLimits, type Limits, type Reply } from './connection.js'
import { cut, parseAnswer, requestText } from './jsonrpc.js'

/**
 * Talks to an adapter that is running already: each request is a POST of one JSON-RPC message, each response its
 * answer. Redirects are not followed. A response that takes longer than the limit as a whole, however busily it
 * trickles, or that is larger than it, is given up.
 */
export const connectHttp = async (url: string, limits: Limits = defaultLimits): Promise<Connection> => {
  let nextId = 1
  let broken: Broken | undefined

  const fail = (reason: Broken): Reply => {
    broken ??= reason
    return { tag: 'broken', broken }
  }

  const request = async (method: string, params: Json): Promise<Reply> => {
    if (broken !== undefined) return { tag: 'broken', broken }
    const id = nextId++
    const read = await post(url, requestText(id, method, params), method, limits)
    if ('why' in read) return fail(read)
    const answer = parseAnswer(read.body)
    if (answer === undefined)
      return fail({ why: 'noise', detail: `${cut(read.body)}; the body of a response is one JSON-RPC answer` })
    return answer.id === id
      ? answer.reply
      : fail({ why: 'wrong id', detail: `id ${JSON.stringify(answer.id)}; the request was ${id}` })
  }

  return {
    request,
    stderr: () => '',
    end: async () => void fail({ why: 'exited', detail: 'the conversation was ended' }),
  }
}

const post = async (
  url: string,
  body: string,
  method: string,
  limits: Limits,
): Promise<Broken | { readonly body: string }> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeoutMs),
    })
    const text = await bounded(response, limits.maxLineBytes)
    if (text === undefined) return { why: 'too long', detail: `a response of more than ${limits.maxLineBytes} bytes` }
    if (response.status !== 200)
      return {
        why: 'noise',
        detail: `status ${response.status}${text === '' ? '' : `: ${cut(text)}`}; errors of the protocol are JSON-RPC errors with status 200`,
      }
    return { body: text }
  } catch (error) {
    const { name, message, cause } = error as Error & {
      readonly cause?: { readonly message?: string; readonly code?: string }
    }
    if (name === 'TimeoutError')
      return { why: 'late', detail: `${method} was not answered within ${limits.timeoutMs} ms` }
    const detail = `${url}: ${cause?.message || cause?.code || message}`
    return cause?.code === 'ECONNREFUSED' ? { why: 'not started', detail } : { why: 'exited', detail }
  }
}

/** The body of a response, unless it is longer than the limit. */
const bounded = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
