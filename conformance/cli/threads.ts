import { type EventEmitter, on } from 'node:events'
import { type MessagePort, Worker } from 'node:worker_threads'
import type { Explorable, Explored, Limits } from '../../model/core/explore.js'
import { type Batch, type Channel, exploreWith, type Share } from '../../model/core/parallel.js'
import { NotRunnable } from './exit.js'

/** What a thread is to do: its part of the exploration of a scope of a chapter. */
export interface Work {
  readonly machine: string
  readonly scope: string
  readonly jobs: number
  readonly worker: number
}

/** A thread, or within one whoever started it. */
type Port = Worker | MessagePort

/** The connection over a port. */
export const channelOver = <Sent, Received>(port: Port): Channel<Sent, Received> => {
  const messages = on(port as EventEmitter, 'message', { close: ['exit'] } as Parameters<typeof on>[2])
  const died = (why: string): NotRunnable => new NotRunnable(`a thread of the exploration ended too soon${why}`)
  return {
    send: (message) => port.postMessage(message),
    receive: async () => {
      const { done, value } = await messages.next().catch((error: Error) => {
        throw died(`: ${error.message}`)
      })
      if (done === true) throw died('')
      return value[0] as Received
    },
  }
}

/** Explores a scope of a chapter with so many threads. */
export const exploreInThreads = async <State, Move>(
  machine: string,
  scope: Explorable<State, Move>,
  limits: Omit<Limits, 'onStep'>,
  jobs: number,
): Promise<Explored<Move>> => {
  const threads: Worker[] = []
  const start = (): ReadonlyArray<Channel<Share, Batch>> => {
    for (let worker = 0; worker < jobs; worker++) threads.push(thread({ machine, scope: scope.name, jobs, worker }))
    return threads.map((one) => channelOver<Share, Batch>(one))
  }
  try {
    return await exploreWith(scope, limits, jobs, start)
  } finally {
    await Promise.all(threads.map((one) => one.terminate()))
  }
}

/** In a checkout a thread learns to read TypeScript first: Node's threads do not inherit that. */
const thread = (workerData: Work): Worker => {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('explore-thread.js', import.meta.url), { workerData })
  const entry = new URL('explore-thread.ts', import.meta.url).href
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(entry)})))`
  return new Worker(code, { eval: true, workerData })
}
