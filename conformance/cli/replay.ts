import * as E from 'fp-ts/lib/Either.js'
import { coloured, failureText, plain } from '../report/text.js'
import { runCase } from '../run/conform.js'
import { handshake } from '../run/smoke.js'
import { readCase } from '../vectors/store.js'
import { milliseconds } from './conform.js'
import { reach } from './connect.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'

/** Runs one vector from a file against an adapter; answers the exit code. */
export const replayCommand = async (
  file: string,
  command: ReadonlyArray<string>,
  options: { readonly timeout: string; readonly attach?: string },
): Promise<number> => {
  const read = await readCase(file)
  if (E.isLeft(read)) throw new UsageError(read.left.join('\n'))
  const connection = await reach(command, options.attach, milliseconds(options.timeout)).connect()
  try {
    const met = await handshake(connection)
    if (E.isLeft(met))
      throw new NotRunnable(
        `the check "${met.left.check}" failed: ${met.left.problem}\n  what to do: ${met.left.remedy}`,
      )
    const outcome = await runCase(connection, met.right.profiles, read.right)
    switch (outcome.tag) {
      case 'passed':
      case 'unattributed':
        console.log(`${read.right.id}: ${outcome.tag}`)
        return EXIT.conformant
      case 'not claimed':
        console.log(`${read.right.id}: not claimed; it needs ${outcome.needs.join(', ')}`)
        return EXIT.conformant
      case 'could not be run':
        throw new NotRunnable(outcome.message)
      case 'failed':
        console.log(failureText(outcome.failure, undefined, process.stdout.isTTY === true ? coloured : plain))
        return EXIT.notConformant
    }
  } finally {
    await connection.end()
  }
}
