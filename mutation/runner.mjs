import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { DryRunStatus, determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { glob } from 'tinyglobby'
import { testsIn } from './vitest.mjs'

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
    for (const test of this.tests.values()) {
      if (!files.some((file) => isFor(test, file))) continue
      this.mutants.currentTestId = test.id
      const started = performance.now()
      const failure = await failureOf(test)
      const common = {
        id: test.id,
        name: test.name,
        fileName: test.file,
        timeSpentMs: performance.now() - started,
      }
      results.push(
        failure === undefined
          ? { ...common, status: TestStatus.Success }
          : { ...common, status: TestStatus.Failed, failureMessage: failure },
      )
      this.mutants.currentTestId = undefined
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.mutants.mutantCoverage }
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }) {
    if (this.isSpoilt) process.exit(1)
    await this.load()
    this.mutants.hitCount = 0
    this.mutants.hitLimit = hitLimit
    this.mutants.activeMutant = activeMutant.id
    const results = []
    let killer
    const chosen = testFilter === undefined ? undefined : new Set(testFilter)
    for (const id of this.tests.keys()) {
      const test = this.tests.get(id)
      if (chosen?.has(id) === false || !isFor(test, activeMutant.fileName)) continue
      const failure = await failureOf(test)
      const common = { id, name: test.name, timeSpentMs: 0 }
      if (failure === undefined) results.push({ ...common, status: TestStatus.Success })
      else {
        results.push({ ...common, status: TestStatus.Failed, failureMessage: failure })
        killer = test
        break
      }
    }
    const timedOut = determineHitLimitReached(this.mutants.hitCount, hitLimit)
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
const filesOf = async ({ include, exclude }) => {
  const found = await Promise.all(include.map((one) => glob(one, { ignore: exclude })))
  return [...new Set(found.flatMap((files) => files.sort()))]
}

const failureOf = async ({ run }) => {
  try {
    await run()
    return undefined
  } catch (error) {
    return String(error?.message ?? error)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-one-process', InOneProcess)]
