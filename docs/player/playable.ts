import type { Kit } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'
import { machineKit } from '../../conformance/kit/machine.js'
import { drawing, params } from '../../model/collateral/arbitrary.js'
import { collateral } from '../../model/collateral/machine.js'
import { judgeMoment } from '../../spec/collateral/clauses.js'
import { reader } from '../../spec/collateral/history.js'
import * as types from '../../spec/collateral/types.js'

/** Collateral can be played, although no implementation of it can be tested yet: nothing of it can be claimed. */
const collateralPlayable: Kit = machineKit({
  machine: collateral,
  types,
  options: [],
  observations: ['eon', 'holdings'],
  needs: () => [],
  drawing,
  params,
  reader,
  judge: judgeMoment,
  judged: [],
})

/** What can be played of a chapter, by its name. */
export const playableOf = (chapter: string): Kit | undefined =>
  kitOf(chapter) ?? (chapter === 'collateral' ? collateralPlayable : undefined)
