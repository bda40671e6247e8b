import { commit, nothingAllotted } from '../../spec/commit-chain/allotment.js'
import { key } from '../../spec/commit-chain/ledger.js'
import type { Cast } from './scope.js'
import type { Committed, Received } from './state.js'

const made = new WeakMap<Cast, Map<string, unknown>>()

/** Makes a thing once for a cast, so that the same thing is the same object in every run. */
export const once = <A>(cast: Cast, name: string, make: () => A): A => {
  const things = made.get(cast) ?? new Map<string, unknown>()
  made.set(cast, things)
  if (!things.has(name)) things.set(name, make())
  return things.get(name) as A
}

/** Makes a checkpoint of accounts; the same choice of the same cast is made once. */
export const committedFrom = (
  cast: Cast,
  choice: string,
  accounts: Committed['accounts'],
  received: Received = new Map(),
): Committed =>
  once(cast, `commit ${choice}`, () => {
    const { params, suite } = cast
    const commitment = commit(suite.hash, params, (coin, slot) => {
      const { trader } = params.traders[slot] as Cast['params']['traders'][number]
      return accounts.get(key(coin, trader)) ?? nothingAllotted
    })
    return { choice, accounts, received, commitment }
  })
