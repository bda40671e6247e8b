import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { ClauseText } from '../../spec/core/clause.js'

/** A piece of a source file: where it is, from which line to which, and what it says. */
export interface Region {
  readonly file: string
  readonly first: number
  readonly last: number
  readonly code: string
}

const SKIPPED = /(\.test|errata.*|as-written|runs|types|index)\.ts$/
const MOST_LINES = 70

/** What the clauses of several chapters share. */
const SHARED = join('spec', 'core', 'history.ts')

const parsed = (root: string, file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true)

/** The files of a chapter in which predicates are, the clauses first. */
const sourcesOf = (root: string, chapter: string): ReadonlyArray<ts.SourceFile> => {
  const folder = join('spec', chapter)
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && !SKIPPED.test(name))
    .sort((a, b) => Number(b === 'clauses.ts') - Number(a === 'clauses.ts') || (a < b ? -1 : 1))
    .map((name) => parsed(root, join(folder, name)))
}

const regionOf = (node: ts.Node): Region => {
  const source = node.getSourceFile()
  const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line
  const [first, last] = [lineOf(node.getStart()), lineOf(node.getEnd())]
  const lines = source.text.split('\n').slice(first, last + 1)
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
  )
  return {
    file: source.fileName,
    first: first + 1,
    last: last + 1,
    code: lines.map((line) => line.slice(indent)).join('\n'),
  }
}

const walk = (node: ts.Node, visit: (node: ts.Node) => boolean): void => {
  if (visit(node)) ts.forEachChild(node, (child) => walk(child, visit))
}

const named = (node: ts.Node, name: string): boolean =>
  ts.isPropertyAssignment(node) &&
  (ts.isStringLiteral(node.name) || ts.isIdentifier(node.name)) &&
  node.name.text === name

/** The entry of a clause in a table of clauses, other than one that only names another table. */
const entriesOf = (source: ts.SourceFile, id: string): ReadonlyArray<ts.PropertyAssignment> => {
  const found: ts.PropertyAssignment[] = []
  walk(source, (node) => {
    if (!named(node, id)) return true
    const entry = node as ts.PropertyAssignment
    if (!ts.isElementAccessExpression(entry.initializer)) found.push(entry)
    return false
  })
  return found
}

/** The conditions of admission that name a clause, and functions that are given its id as the first of their arguments. */
const conditionsOf = (source: ts.SourceFile, id: string): ReadonlyArray<ts.Node> => {
  const found: ts.Node[] = []
  const isId = (node: ts.Node | undefined): boolean =>
    node !== undefined && ts.isStringLiteral(node) && node.text === id
  walk(source, (node) => {
    const names =
      (ts.isObjectLiteralExpression(node) &&
        node.properties.some((one) => named(one, 'clause') && isId((one as ts.PropertyAssignment).initializer))) ||
      (ts.isCallExpression(node) && node.arguments.length > 1 && isId(node.arguments[0]))
    if (names) found.push(declarationAround(node))
    return !names
  })
  return found
}

/** A condition that has a name is shown with it. */
const declarationAround = (node: ts.Node): ts.Node => {
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    if (ts.isPropertyAssignment(at) || ts.isArrayLiteralExpression(at)) return node
    if (ts.isVariableStatement(at)) return at
  }
  return node
}

/** What judges, in the entry of a clause: the property `judge`, or the whole entry where a function makes it. */
const judgeOf = (entry: ts.PropertyAssignment): ts.Node => {
  const { initializer } = entry
  if (!ts.isObjectLiteralExpression(initializer)) return entry
  return initializer.properties.find((one) => one.name !== undefined && one.name.getText() === 'judge') ?? entry
}

/** Functions that a short predicate leans on. */
const leanedOn = (sources: ReadonlyArray<ts.SourceFile>, node: ts.Node): ReadonlyArray<ts.Node> => {
  const names = new Set<string>()
  walk(ts.isPropertyAssignment(node) ? node.initializer : node, (child) => {
    if (ts.isIdentifier(child)) names.add(child.text)
    return true
  })
  return sources
    .flatMap(({ statements }) => [...statements])
    .filter(
      (statement) =>
        ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(
          ({ name, initializer }) =>
            ts.isIdentifier(name) &&
            names.has(name.text) &&
            initializer !== undefined &&
            ts.isArrowFunction(initializer),
        ),
    )
}

/** What every predicate of a chapter is wrapped in says nothing of one of them. */
const isGeneral = (text: string): boolean =>
  /^(export )?const (required|of[A-Z]\w*|reported|accepted|acceptedAgainst|theorems)\b/.test(text)

const linesIn = ({ first, last }: Region): number => last - first + 1

/**
 * The predicates of all clauses of a chapter, read from its source: what judges, the conditions of admission that the
 * clause requires, and what a short predicate leans on in its own file.
 */
export const predicatesOf = (
  root: string,
  chapter: string,
  clauses: ReadonlyArray<ClauseText>,
): ReadonlyMap<string, ReadonlyArray<Region>> => {
  const sources = sourcesOf(root, chapter)
  const reachable = [...sources, parsed(root, SHARED)]
  return new Map(
    clauses.map(({ id }) => {
      const entries = sources.flatMap((source) => entriesOf(source, id))
      const judges = entries.map(judgeOf)
      const conditions = sources
        .filter(({ fileName }) => !fileName.endsWith('clauses.ts'))
        .flatMap((source) => conditionsOf(source, id))
        .filter((node) => !entries.some((entry) => entry === node || isInside(node, entry)))
      const short = judges.filter((node) => linesIn(regionOf(node)) <= 3)
      const functions = short.flatMap((node) => leanedOn(reachable, node)).filter((node) => !isGeneral(node.getText()))
      return [id, within([...judges, ...conditions, ...functions].map(regionOf))]
    }),
  )
}

const isInside = (node: ts.Node, around: ts.Node): boolean =>
  node.getSourceFile() === around.getSourceFile() && node.pos >= around.pos && node.end <= around.end

/** The same region once, and not more lines than a reader can take in; the first is always shown. */
const within = (regions: ReadonlyArray<Region>): ReadonlyArray<Region> => {
  let lines = 0
  return regions.filter((region, i) => {
    const isNew = regions.findIndex(({ file, first }) => file === region.file && first === region.first) === i
    lines += isNew ? linesIn(region) : 0
    return isNew && (i === 0 || lines <= MOST_LINES)
  })
}
