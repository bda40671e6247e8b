import { type Connect, defaultLimits } from '../transport/connection.js'
import { connectHttp } from '../transport/http.js'
import { connectStdio } from '../transport/stdio.js'
import { UsageError } from './exit.js'

/** How an adapter is reached: by the command that starts it, or where it is running already. */
export interface Reached {
  readonly connect: Connect
  /** For the report, and to run it again. */
  readonly shown: string
}

/** Reads how an adapter is to be reached: a command after `--`, or `--attach URL`, and not both. */
export const reach = (command: ReadonlyArray<string>, attach: string | undefined, timeoutMs: number): Reached => {
  const limits = { ...defaultLimits, timeoutMs }
  if (attach === undefined) {
    if (command.length === 0)
      throw new UsageError('expected the command that starts the adapter after --, or --attach URL')
    return { connect: () => connectStdio(command as [string, ...string[]], limits), shown: `-- ${command.join(' ')}` }
  }
  if (command.length > 0) throw new UsageError('expected a command after --, or --attach URL, not both')
  if (!URL.canParse(attach) || !/^https?:$/.test(new URL(attach).protocol))
    throw new UsageError(`--attach ${attach}: expected a URL such as http://127.0.0.1:8080`)
  return { connect: () => connectHttp(attach, limits), shown: `--attach ${attach}` }
}
