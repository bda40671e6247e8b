import { vectorsDirectory } from '../kit/root.js'
import { coloured, plain } from '../report/text.js'
import { examine } from '../run/doctor.js'
import { loadCases, milliseconds } from './conform.js'
import { reach } from './connect.js'
import { EXIT } from './exit.js'

/** `touchstone doctor`: what is wrong with an adapter, apart from the exchange behind it; answers the exit code. */
export const doctorCommand = async (
  command: ReadonlyArray<string>,
  { attach, timeout }: { readonly attach?: string; readonly timeout: string },
): Promise<number> => {
  const paint = process.stdout.isTTY === true ? coloured : plain
  const { connect } = reach(command, attach, milliseconds(timeout))
  const diagnoses = await examine(
    connect,
    attach === undefined ? (command as [string, ...string[]]) : undefined,
    await loadCases(vectorsDirectory()),
  )
  for (const { check, failure } of diagnoses) {
    console.log(`${failure === undefined ? paint('green', 'well') : paint('red', 'ill ')}  ${check}`)
    if (failure !== undefined)
      console.log(`      ${failure.check}: ${failure.problem}\n      what to do: ${failure.remedy}`)
  }
  return diagnoses.some(({ failure }) => failure !== undefined) ? EXIT.notRunnable : EXIT.conformant
}
