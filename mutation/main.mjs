import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { glob } from 'tinyglobby'
import config from '../stryker.config.mjs'

/*
 * `npm run mutate`: changes one thing at a time in the specification and in the model, and runs the tests. A change that
 * no test notices, or none reaches, has to stand in `survivors/<chapter>.json`, with the reason why it changes nothing;
 * and what stands there has to survive, so that the list stays true.
 *
 *   npm run mutate                        all of spec/ and model/, anew
 *   npm run mutate -- spec/order-book     folders, or files
 */

const paths = process.argv.slice(2)
const mutate =
  paths.length === 0
    ? config.mutate
    : [
        ...paths.map((path) => (path.endsWith('.ts') ? path : `${path.replace(/\/+$/, '')}/**/*.ts`)),
        ...config.mutate.filter((pattern) => pattern.startsWith('!')),
      ]

const sources = new Map()
const linesOf = (file) => {
  if (!sources.has(file)) sources.set(file, readFileSync(file, 'utf8').split('\n'))
  return sources.get(file)
}
const inOneLine = (text) => text.replace(/\s+/g, ' ').trim()

/** A change as the list has it: the line where it begins, what is replaced, and by what. */
const changeOf = ({ fileName, location: { start, end }, replacement }) => {
  const file = relative('.', fileName)
  const lines = linesOf(file).slice(start.line - 1, end.line)
  const replaced = [...lines]
  replaced[replaced.length - 1] = replaced.at(-1).slice(0, end.column - 1)
  replaced[0] = replaced[0].slice(start.column - 1)
  return { file, line: lines[0].trim(), from: inOneLine(replaced.join('\n')), to: inOneLine(replacement ?? '') }
}
const keyOf = ({ file, line, from, to }) => JSON.stringify([file, line, from, to])

/**
 * Stryker remembers the results of every folder, and returns them all: those of what was asked for are looked at. It
 * does not see that a vector, or what a file imports, has changed: a verdict on everything does not lean on what it
 * remembers.
 */
const files = new Set(await glob(mutate))
const results = (await new Stryker({ mutate, force: paths.length === 0 }).runMutationTest()).filter(
  ({ status, fileName }) => status !== 'Ignored' && files.has(relative('.', fileName)),
)
/** A change of which the process dies, of a list that grows without end, is noticed, too. */
const NOTICED = ['Killed', 'Timeout', 'RuntimeError']
const survivors = results.filter(({ status }) => !NOTICED.includes(status)).map(changeOf)

const lists = new URL('survivors/', import.meta.url)
const listed = readdirSync(lists).flatMap((name) => JSON.parse(readFileSync(new URL(name, lists), 'utf8')))
const known = new Map(
  listed
    .flatMap(({ changes }) => changes)
    .filter(({ file }) => files.has(file) || !existsSync(file))
    .map((one) => [keyOf(one), one]),
)
const surviving = new Set(survivors.map(keyOf))
const unknown = survivors.filter((one) => !known.has(keyOf(one)))
const stale = [...known].filter(([key]) => !surviving.has(key)).map(([, one]) => one)

/** How many changes came to what, folder by folder. */
const table = {}
for (const { fileName, status } of results) {
  const folder = relative('.', fileName).split('/').slice(0, 2).join('/')
  table[folder] ??= { changes: 0, killed: 0, survived: 0, 'not reached': 0, errors: 0 }
  const column = {
    Killed: 'killed',
    Timeout: 'killed',
    RuntimeError: 'killed',
    Survived: 'survived',
    NoCoverage: 'not reached',
  }[status]
  table[folder].changes += 1
  table[folder][column ?? 'errors'] += 1
}
console.table(table)

const say = (title, changes) => {
  if (changes.length === 0) return
  console.log(`\n${title}\n`)
  for (const { file, line, from, to } of changes) console.log(`  ${file}: ${line}\n    ${from}  ->  ${to}`)
}
writeFileSync('.touchstone/mutation/unknown.json', `${JSON.stringify(unknown, null, 2)}\n`)
say(
  'No test notices these changes, or reaches them. Write one, or say in mutation/survivors/<chapter>.json why nothing changes:',
  unknown,
)
say('These changes are in mutation/survivors/, but they are noticed, or gone. Take them out:', stale)
process.exitCode = unknown.length + stale.length === 0 ? 0 : 1
