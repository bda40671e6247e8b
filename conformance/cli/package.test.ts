import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.js'

describe('the packed package, installed in an empty folder', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-pack-'))
    execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: packageRoot(), stdio: 'pipe' })
    const [tarball] = readdirSync(folder)
    execFileSync('npm', ['init', '-y'], { cwd: folder, stdio: 'pipe' })
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, tarball as string)], {
      cwd: folder,
      stdio: 'pipe',
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const touchstone = (...args: ReadonlyArray<string>) =>
    spawnSync(join(folder, 'node_modules/.bin/touchstone'), args, { cwd: folder, encoding: 'utf8' })

  it('tests an implementation in plain Node', () => {
    const run = touchstone(
      'conform',
      '--runs',
      '20',
      '--json',
      'out.json',
      '--',
      join(folder, 'node_modules/.bin/touchstone'),
      'adapter',
    )
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toMatchObject({
      conformant: true,
      implementation: { name: 'touchstone-model' },
    })
  })

  it('lists the clauses, and is a library', () => {
    const clauses = JSON.parse(touchstone('clauses', '--json').stdout)
    expect(clauses.find(({ id }: { id: string }) => id === 'OB-1')).toMatchObject({
      chapter: 'order-book',
      title: 'Precedence',
      kind: 'invariant',
    })
    const library = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', "import { spec } from 'touchstone'; console.log(spec.SPECIFICATION)"],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(library.stderr).toBe('')
    expect(library.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('holds no tests and no sources that it does not need', () => {
    const files = readdirSync(join(folder, 'node_modules/touchstone'), { recursive: true }).map(String)
    expect(files.filter((file) => /\.test\.|conformance\/(bench|testing)/.test(file))).toEqual([])
    expect(files).toContain('vectors/manifest.json')
  })
})
