import type { Json } from '../kit/kit.js'
import { countsOf, isConformant, type RunResult } from '../run/result.js'

/** The machine-readable answer of `touchstone conform --json`. */
export const jsonReport = (result: RunResult): Json => {
  const failed = result.cases.flatMap(({ outcome, known }) =>
    outcome.tag === 'failed' ? [{ failure: outcome.failure, known }] : [],
  )
  return {
    conformant: isConformant(result),
    specification: result.specification,
    command: result.command,
    implementation: result.implementation as unknown as Json,
    profiles: result.profiles,
    cases: countsOf(result) as unknown as Json,
    failures: failed.filter(({ known }) => !known).map(({ failure }) => failure as unknown as Json),
    expectedFailures: failed.filter(({ known }) => known).map(({ failure }) => failure as unknown as Json),
    unexpectedPasses: result.cases
      .filter(({ outcome, known }) => known && (outcome.tag === 'passed' || outcome.tag === 'unattributed'))
      .map(({ id }) => id),
    notClaimed: result.cases.flatMap(({ id, outcome }) =>
      outcome.tag === 'not claimed' ? [{ case: id, needs: outcome.needs }] : [],
    ),
    couldNotRun: result.cases.flatMap(({ id, outcome }) =>
      outcome.tag === 'could not be run' ? [{ case: id, message: outcome.message, stderr: outcome.stderr }] : [],
    ),
  }
}
