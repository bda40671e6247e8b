// What the tests import as `fast-check` while mutants are run. The same runs are drawn for each, so that what one run
// notices the next does too; a failing run is not made smaller; and where a test does not name the seed, with which its
// number of runs was chosen, some of many runs do.
import * as fc from 'fast-check'

export * from 'fast-check'

const some = (numRuns) => Math.min(numRuns, Math.max(30, Math.ceil(numRuns / 6)))

export const assert = (property, { numRuns = 100, seed, ...others } = {}) =>
  fc.assert(property, {
    endOnFailure: true,
    ...others,
    seed: seed ?? 1,
    numRuns: seed === undefined ? some(numRuns) : numRuns,
  })

export default { ...fc, assert }
