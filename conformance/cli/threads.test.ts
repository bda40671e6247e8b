import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { explore } from '../../model/core/explore.js'
import { liveScope } from '../../model/order-book/live.js'
import { type AnyScope, explorables, scopesOf } from './explorables.js'
import { channelOver, exploreInThreads } from './threads.js'

const limits = { states: 100_000, violations: 1 }

const threads: Worker[] = []
afterAll(() => Promise.all(threads.map((thread) => thread.terminate())))
const threadThat = (does: string): Worker => {
  const thread = new Worker(does, { eval: true })
  threads.push(thread)
  return thread
}

describe('threads of an exploration', () => {
  it('see what one thread sees', async () => {
    const scope = liveScope(3)
    const { seconds: _, ...alone } = explore(scope, limits)
    expect(await exploreInThreads('order-book', scope, limits, 2)).toEqual({ ...alone, seconds: expect.any(Number) })
  })

  it('find the same shortest run to a violation', async () => {
    const scope = explorables.flatMap(scopesOf).find(({ name }) => name === 'link-is-late') as AnyScope
    const { seconds: _, ...alone } = explore(scope, limits)
    expect(alone.violations.map(({ finding }) => finding.clause)).toEqual(['RE-23'])
    expect(await exploreInThreads('receipts', scope, limits, 2)).toEqual({ ...alone, seconds: expect.any(Number) })
  })

  it('end with what one of them dies of', async () => {
    const nowhere = { ...liveScope(3), name: 'nowhere' }
    await expect(exploreInThreads('order-book', nowhere, limits, 2)).rejects.toThrow(
      'a thread of the exploration ended too soon: there is no scope nowhere of order-book',
    )
    await expect(channelOver(threadThat('process.exit(7)')).receive()).rejects.toThrow(/ended too soon$/)
  })

  it('are heard to the last message before they end', async () => {
    const { receive } = channelOver(threadThat("require('node:worker_threads').parentPort.postMessage('last')"))
    expect(await receive()).toBe('last')
    await expect(receive()).rejects.toThrow(/ended too soon$/)
  })
})
