import type { Json } from '../kit/kit.js'

/** Why a connection cannot be used any more; each is a verdict on the adapter, not on the exchange. */
export type Broken =
  | { readonly why: 'not started'; readonly detail: string }
  | { readonly why: 'exited'; readonly detail: string }
  | { readonly why: 'late'; readonly detail: string }
  | { readonly why: 'noise'; readonly detail: string }
  | { readonly why: 'wrong id'; readonly detail: string }
  | { readonly why: 'too long'; readonly detail: string }

/** What becomes of a request. */
export type Reply =
  | { readonly tag: 'result'; readonly result: unknown }
  | { readonly tag: 'error'; readonly code: number; readonly message: string }
  | { readonly tag: 'broken'; readonly broken: Broken }

/** A conversation with an adapter. Once a request is answered with `broken` the adapter has been ended, and so is every later one. */
export interface Connection {
  readonly request: (method: string, params: Json) => Promise<Reply>
  /** The last of what the adapter wrote to its standard error. */
  readonly stderr: () => string
  /** Ends the adapter and everything that it started. */
  readonly end: () => Promise<void>
}

/** How long to wait, and how much to read. */
export interface Limits {
  /** For one answer. */
  readonly timeoutMs: number
  /** Of one line. */
  readonly maxLineBytes: number
}

/** What holds unless somebody says otherwise. */
export const defaultLimits: Limits = { timeoutMs: 10_000, maxLineBytes: 8 * 1024 * 1024 }

/** Starts adapters. */
export type Connect = () => Promise<Connection>

/** One line for a person. */
export const showBroken = ({ why, detail }: Broken): string => {
  switch (why) {
    case 'not started':
      return `the adapter could not be started: ${detail}`
    case 'exited':
      return `the adapter ended in the middle: ${detail}`
    case 'late':
      return `the adapter gave no answer: ${detail}`
    case 'noise':
      return `the adapter wrote something that is not an answer: ${detail}`
    case 'wrong id':
      return `the adapter answered a request that is not open: ${detail}`
    case 'too long':
      return `the adapter wrote a line that is too long: ${detail}`
  }
}
