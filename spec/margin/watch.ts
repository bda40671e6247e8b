import type { TraderId } from '../primitives/types.js'
import type { Watch } from './ledger.js'
import { meetsMaintenance } from './margin.js'

/** The definition: looks at everybody. O(traders + orders). */
export const everybody: Watch = {
  failing: (ledger) => {
    const failing: TraderId[] = []
    for (const [trader, { status }] of ledger.accounts)
      if (status === 'good' && !meetsMaintenance(ledger, trader)) failing.push(trader)
    return failing
  },
  touch: () => everybody,
}
