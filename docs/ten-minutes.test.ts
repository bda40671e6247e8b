import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../conformance/kit/root.js'
import { stepsOf } from './ten-minutes.js'

const folder = mkdtempSync(join(tmpdir(), 'touchstone-ten-minutes-'))
afterAll(() => rmSync(folder, { recursive: true }))

const main = join(packageRoot(), 'conformance/cli/main.ts')

/** Runs a command of the text in the folder, with this checkout as `touchstone`. */
const run = (command: string): Promise<{ readonly code: number; readonly out: string }> =>
  new Promise((resolve) => {
    const touchstone = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" "${main}"`
    execFile('sh', ['-c', command.replace(/^touchstone/, touchstone)], { cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
    )
  })

/** Puts code in the place of what a file has under the name that the code ends with. */
const replace = (file: string, name: string, code: string): void => {
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  const after = before.replace(new RegExp(`^${name} = ([[{])\n[\\s\\S]*?^[\\]}]$`, 'm'), () => code)
  expect(after).not.toBe(before)
  writeFileSync(path, after)
}

const text = readFileSync(join(packageRoot(), 'docs/adapters.md'), 'utf8')
const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('the first ten minutes (skipped where there is no python3)', () => {
  it('end in a function that passes, when their text is followed to the letter', async () => {
    const steps = stepsOf(text)
    const verdicts: string[] = []
    for (const step of steps) {
      if ('code' in step) replace(step.file, step.name, step.code)
      else {
        const { code, out } = await run(step.command)
        expect([step.command, code, out.slice(-2000)]).toEqual([step.command, step.exits, out.slice(-2000)])
        verdicts.push(out)
      }
    }
    expect(steps.map((step) => ('code' in step ? step.name : step.command.split(' ')[1]))).toEqual([
      'new',
      'doctor',
      'conform',
      'PROFILES',
      'conform',
      'FUNCTIONS',
      'conform',
    ])
    expect(verdicts.at(-1)).toMatch(/^\s*CONFORMANT$/m)
  })
})
