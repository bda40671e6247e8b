import { drawing, params } from '../../model/sealed-orders/arbitrary.js'
import { sealingSuite } from '../../model/sealed-orders/cipher.js'
import { submissions } from '../../model/sealed-orders/machine.js'
import { clauseIds } from '../../spec/core/ids.js'
import { BEYOND_LOGS, judgeMoment } from '../../spec/sealed-orders/clauses.js'
import { reader } from '../../spec/sealed-orders/history.js'
import * as types from '../../spec/sealed-orders/types.js'
import type { Kit, Option } from './kit.js'
import { machineKit, observed, reasonPrecedence, suites, suitesOf } from './machine.js'
import { functionNames, functions, wrongFunctions } from './sealed-orders-functions.js'

const observations = ['orders', 'visible', 'scores', 'time', 'eon'] as const

const options: ReadonlyArray<Option> = [
  ...suites,
  reasonPrecedence,
  ...observed(observations),
  ...functionNames.map((name) => ({ id: `evaluate=${name}`, says: `the function ${name} can be evaluated` })),
]

/**
 * Two conditions of which never both fail, so that their order means nothing: where an assertion leans on an earlier one
 * it says nothing while that fails. And two conditions of one clause, of which either is the same reason.
 */
const EQUIVALENT =
  /SO-1\+SO-2|SO-2.*\+SO-3|SO-3\+SO-4|SO-4\+SO-5|SO-2.*\+SO-12|SO-12\+SO-13|SO-19\+SO-20|SO-23\+SO-24|SO-25\+SO-26|SO-18\.1\+SO-18\.2|SO-24\.1\+SO-24\.2/

/** Sealed orders, as the kit sees them. */
export const sealedOrdersKit: Kit = machineKit({
  machine: submissions,
  types,
  options,
  observations,
  needs: suitesOf,
  drawing,
  params,
  reader: (opened) => reader(opened, sealingSuite(opened)),
  judge: judgeMoment,
  functions,
  judged: clauseIds['sealed-orders'].filter((clause) => !BEYOND_LOGS.includes(clause)),
  wrongFunctions,
  equivalent: EQUIVALENT,
  // Other chapters have a submission and a clock, too.
  prefix: 'sealed-orders/',
})
