import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { DryRunStatus, determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { glob } from 'tinyglobby'
import { testsIn } from './vitest.mjs'

/** Where a dry run leaves how much processor time each test took, for the processes in which mutants are run. */
const TIMES = 'times.json'

/**
 * Runs the tests of the specification and of the model inside one process, so that a mutant costs what its tests cost:
 * the runner for vitest starts a worker and imports everything for each of them, which is two seconds where the tests
 * take some milliseconds.
 *
 * What is kept between two mutants are the caches of the modules. A mutant may leave something wrong in one, and the
 * next would be killed by that; so the test that killed is run again with no mutant. Where it still fails, the process
 * ends, which Stryker answers with a new one, in which the same mutant is run first, or, if it was the first, the next.
 */
class InOneProcess {
  static inject = tokens(commonTokens.options)
  tests = undefined
  /** Whether a mutant was run in this process, and whether one left it so that a right program fails. */
  isUsed = false
  isSpoilt = false

  constructor(options) {
    this.options = options
    this.mutants = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {}
  }

  /** Only mutants that are met after loading are run (`ignoreStatic`), so there is never anything to load again. */
  capabilities() {
    return { reloadEnvironment: true }
  }

  async dryRun({ files = [] }) {
    await this.load()
    const results = []
    const times = {}
    for (const test of this.tests.values()) {
      if (!files.some((file) => isFor(test, file))) continue
      this.mutants.currentTestId = test.id
      const started = performance.now()
      const before = spent()
      const failure = await failureOf(test)
      const common = {
        id: test.id,
        name: test.name,
        fileName: test.file,
        timeSpentMs: performance.now() - started,
      }
      times[test.id] = spent() - before
      results.push(
        failure === undefined
          ? { ...common, status: TestStatus.Success }
          : { ...common, status: TestStatus.Failed, failureMessage: failure },
      )
      this.mutants.currentTestId = undefined
    }
    writeFileSync(TIMES, JSON.stringify(times))
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.mutants.mutantCoverage }
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }) {
    if (this.isSpoilt) process.exit(1)
    await this.load()
    this.times ??= JSON.parse(readFileSync(TIMES, 'utf8'))
    const limit = limitOf(hitLimit)
    Object.defineProperty(this.mutants, 'hitLimit', { get: limit.now, configurable: true })
    this.mutants.hitCount = 0
    this.mutants.activeMutant = activeMutant.id
    const results = []
    let killer
    const chosen = testFilter === undefined ? undefined : new Set(testFilter)
    for (const id of this.tests.keys()) {
      const test = this.tests.get(id)
      if (chosen?.has(id) === false || !isFor(test, activeMutant.fileName)) continue
      limit.begin(this.times[id])
      const failure = await failureOf(test, 10 * this.times[id] + 10_000)
      const common = { id, name: test.name, timeSpentMs: 0 }
      if (failure === undefined) results.push({ ...common, status: TestStatus.Success })
      else {
        results.push({ ...common, status: TestStatus.Failed, failureMessage: failure })
        killer = test
        break
      }
    }
    const timedOut = determineHitLimitReached(this.mutants.hitCount, limit.now())
    this.mutants.activeMutant = undefined
    this.mutants.hitCount = undefined
    if (killer !== undefined && (await failureOf(killer)) !== undefined) {
      if (this.isUsed) process.exit(1)
      this.isSpoilt = true
    }
    this.isUsed = true
    return toMutantRunResult(timedOut ?? { status: DryRunStatus.Complete, tests: results })
  }

  async load() {
    if (this.tests !== undefined) return
    this.tests = new Map()
    for (const file of await filesOf(this.options.inOneProcess)) {
      for (const { name, run } of await testsIn(file, () => import(pathToFileURL(resolve(file)).href))) {
        let id = `${file} > ${name}`
        if (this.options.inOneProcess.without.some((one) => id.startsWith(one))) continue
        while (this.tests.has(id)) id += ' again'
        this.tests.set(id, { id, name, file, run })
      }
    }
  }
}

const chapterOf = (file) => /(?:^|\/)(?:spec|model)\/([^/]+)\//.exec(file)?.[1]

/** The chapter whose vectors a test is about: a case by its id, `order-book/trace/...`, or all cases, `... > of order-book`. */
const chapterOfVectors = ({ file, name }) =>
  /^conformance\/vectors\/([^/]+)\//.exec(file)?.[1] ?? / > (?:of )?([a-z-]+)(?:\/[^ ]*)?$/.exec(name)?.[1]

/** What every chapter leans on has few vectors of its own, or none: those of the first chapters are for it too. */
const leaned = new Set(['core', 'primitives'])
const first = new Set(['primitives', 'order-book', 'receipts'])

/** A chapter's mistakes are for its own tests to find, and for its own vectors. */
const isFor = (test, mutated) => {
  const chapter = chapterOf(mutated)
  const own = chapterOf(test.file)
  if (own !== undefined) return own === chapter
  const vectors = chapterOfVectors(test)
  return vectors === chapter || (leaned.has(chapter) && first.has(vectors))
}

/** The files with tests, in the order in which they are run: those that kill much in little time are named first. */
const filesOf = async ({ quick, slow, exclude }) => {
  const found = await Promise.all([
    ...quick.map((one) => glob(one, { ignore: [...slow, ...exclude] })),
    ...slow.map((one) => glob(one, { ignore: exclude })),
  ])
  return [...new Set(found.flatMap((files) => files.sort()))]
}

/** The processor time of this process, in milliseconds. */
const spent = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * How often a mutant may be met. Where a test meets it a million times, a hundred times that is minutes; so it may not be
 * met any more either once the test has taken three times as long as it does, and two seconds.
 */
const limitOf = (hits) => {
  let until = 0
  let asked = 0
  let isOver = false
  const now = () => {
    asked += 1
    isOver ||= asked % 100 === 0 && spent() > until
    return isOver ? 0 : hits
  }
  return {
    now,
    begin: (time) => {
      until = spent() + 3 * time + 2000
    },
  }
}

/** What a test fails by; one that waits for what never comes fails too, after so many milliseconds. */
const failureOf = async ({ run }, patience) => {
  let timer
  const waited = new Promise((_, reject) => {
    if (patience !== undefined) timer = setTimeout(() => reject(new Error('waits for ever')), patience)
  })
  try {
    await Promise.race([run(), waited])
    return undefined
  } catch (error) {
    return String(error?.message ?? error)
  } finally {
    clearTimeout(timer)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-one-process', InOneProcess)]
