import { describe, expect, it } from 'vitest'
import { below, empty, insert, remove, type Tree } from './ordered.js'

interface Named {
  readonly at: bigint
  readonly name: string
}

/** Two hundred names, at thirty numbers. */
const names: ReadonlyArray<Named> = Array.from({ length: 200 }, (_, i) => ({
  at: BigInt((i * 37) % 30),
  name: `t${(i * 71) % 200}`,
}))
const treeOf = (some: ReadonlyArray<Named>): Tree<string> =>
  some.reduce<Tree<string>>((tree, { at, name }) => insert(tree, at, name), empty)
const sorted = (some: ReadonlyArray<string>): ReadonlyArray<string> => [...some].sort()
const depthOf = (tree: Tree<string>): number =>
  tree === undefined ? 0 : 1 + Math.max(depthOf(tree.left), depthOf(tree.right))

describe('a set of names that is ordered by a number', () => {
  it('has exactly the names below any number', () => {
    const tree = treeOf(names)
    for (let limit = -1n; limit <= 31n; limit += 1n)
      expect(sorted(below(tree, limit))).toEqual(sorted(names.flatMap(({ at, name }) => (at < limit ? [name] : []))))
  })

  it('is the same tree in whatever sequence it was made', () => {
    expect(treeOf([...names].reverse())).toEqual(treeOf(names))
    expect(treeOf([...names.slice(90), ...names.slice(0, 90)])).toEqual(treeOf(names))
  })

  it('is without a name that was removed the tree that never had it', () => {
    let tree = treeOf(names)
    for (const [i, { at, name }] of names.entries()) {
      tree = remove(tree, at, name)
      if (i % 20 === 0) expect(tree).toEqual(treeOf(names.slice(i + 1)))
    }
    expect(tree).toBe(empty)
  })

  it('stays the same where a name is removed that is not there, or not at that number', () => {
    const tree = treeOf(names)
    expect(remove(tree, 3n, 'nobody')).toEqual(tree)
    for (const { at, name } of names) expect(remove(tree, at + 1n, name)).toEqual(tree)
    expect(remove(empty, 3n, 't0')).toBe(empty)
  })

  it('is flat, though names and numbers come in order', () => {
    const tree = treeOf(Array.from({ length: 4096 }, (_, i) => ({ at: BigInt(i), name: `t${10_000 + i}` })))
    expect(depthOf(tree)).toBeLessThan(40)
  })

  it('does not change the tree that it was made from', () => {
    const before = treeOf(names.slice(0, 50))
    const copy = structuredClone(before)
    for (const { at, name } of names.slice(50)) insert(before, at, name)
    for (const { at, name } of names.slice(0, 50)) remove(before, at, name)
    expect(before).toEqual(copy)
  })
})
