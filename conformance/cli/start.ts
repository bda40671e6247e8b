import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../kit/root.js'
import { coloured, plain } from '../report/text.js'
import { conformCommand } from './conform.js'
import { EXIT } from './exit.js'

/** Where `touchstone start` leaves its reports. */
const REPORTS = '.touchstone'

/**
 * `touchstone start`: the suite against the implementations that come with the kit, each in a process of its own. The
 * model itself needs nothing but Node; the one in Python is run too where there is a python3.
 */
export const startCommand = async (main: string): Promise<number> => {
  const paint = process.stdout.isTTY === true ? coloured : plain
  const codes: number[] = []
  for (const { name, command } of bundled(main)) {
    console.log(`\n${paint('bold', name)}: ${command.join(' ')}`)
    const page = join(REPORTS, `${name}.html`)
    codes.push(
      await conformCommand(command, {
        html: page,
        json: join(REPORTS, `${name}.json`),
        junit: join(REPORTS, `${name}.junit.xml`),
        failures: join(REPORTS, 'failures'),
        timeout: '10000',
        jobs: '1',
        search: true,
        runs: '200',
        time: '60',
        seed: '1',
      }),
    )
    console.log(`  report: ${page}`)
  }
  return codes.find((code) => code !== EXIT.conformant) ?? EXIT.conformant
}

const bundled = (main: string): ReadonlyArray<{ readonly name: string; readonly command: ReadonlyArray<string> }> => {
  const python = join(packageRoot(), 'conformance/implementations/python/adapter.py')
  const hasPython = existsSync(python) && spawnSync('python3', ['--version']).status === 0
  if (!hasPython) console.log('There is no python3 here, so the implementation in Python is left out.')
  return [
    { name: 'model', command: [process.execPath, ...process.execArgv, main, 'adapter'] },
    ...(hasPython ? [{ name: 'python', command: ['python3', python] }] : []),
  ]
}
