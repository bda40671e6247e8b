// What the tests import as `vitest` while mutants are run: the same `expect`, and `describe` and `it` that only list
// what there is to run, so that one process can run any of them again and again.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { chai, expect } from 'vitest'

const listed = []
let file = ''
let suites = []
let hooks = { before: [], after: [] }

/** The tests of a file, each with its name and what it runs. */
export const testsIn = async (path, load) => {
  file = path
  await load()
  return listed.splice(0)
}

// A mutant is not judged by what only vitest can read; what stands in a file of its own is.
const matcher = (name, value) => Object.defineProperty(chai.Assertion.prototype, name, { value, configurable: true })
matcher('toMatchSnapshot', () => undefined)
matcher('toMatchInlineSnapshot', () => undefined)
matcher('toMatchFileSnapshot', function (path) {
  expect(this._obj).toBe(readFileSync(resolve(dirname(file), path), 'utf8'))
})

const named = (name, row) => {
  const values = Array.isArray(row) ? [...row] : [row]
  return name
    .replace(/\$(\w+)/g, (all, key) => (values[0]?.[key] === undefined ? all : String(values[0][key])))
    .replace(/%[sijd]/g, (spec) => {
      const value = values.shift()
      return spec === '%j' ? JSON.stringify(value) : String(value)
    })
}

const each = (make) => (rows) => (name, body) =>
  rows.forEach((row) => {
    make(named(name, row), () => (Array.isArray(row) ? body(...row) : body(row)))
  })

export const describe = (name, body) => {
  const outside = { suites, hooks }
  suites = [...suites, name]
  hooks = { before: [...hooks.before], after: [...hooks.after] }
  body()
  suites = outside.suites
  hooks = outside.hooks
}
describe.each = each(describe)

export const it = (name, body) => {
  const { before, after } = hooks
  const home = file
  const run = async () => {
    file = home
    for (const hook of before) await hook()
    try {
      await body()
    } finally {
      for (const hook of after) await hook()
    }
  }
  listed.push({ name: [...suites, name].join(' > '), run })
}
it.each = each(it)

// Where a test chooses by the machine whether it is run, it is not.
const skipped = () => () => undefined
describe.skipIf = skipped
it.skipIf = skipped

export const test = it
export const beforeEach = (hook) => hooks.before.push(hook)
export const afterEach = (hook) => hooks.after.push(hook)
export { expect }
