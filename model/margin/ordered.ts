/**
 * An immutable set of names, ordered by a whole number: a treap whose priorities come from the names, so that the same
 * entries always make the same tree. O(log n) expected to insert and remove.
 */
export type Tree<Name extends string> = Node<Name> | undefined

interface Node<Name extends string> {
  readonly at: bigint
  readonly name: Name
  readonly priority: number
  readonly left: Tree<Name>
  readonly right: Tree<Name>
}

export const empty = undefined

const priorityOf = (name: string): number => {
  let hash = 2166136261
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619)
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519)
  return (hash ^ (hash >>> 13)) >>> 0
}

const comesBefore = (at: bigint, name: string, node: Node<string>): boolean =>
  at < node.at || (at === node.at && name < node.name)

/** The tree with one more name. */
export const insert = <Name extends string>(tree: Tree<Name>, at: bigint, name: Name): Tree<Name> =>
  insertNode(tree, { at, name, priority: priorityOf(name), left: undefined, right: undefined })

const insertNode = <Name extends string>(tree: Tree<Name>, node: Node<Name>): Node<Name> => {
  if (tree === undefined) return node
  if (node.priority > tree.priority) {
    const [left, right] = split(tree, node.at, node.name)
    return { ...node, left, right }
  }
  return comesBefore(node.at, node.name, tree)
    ? { ...tree, left: insertNode(tree.left, node) }
    : { ...tree, right: insertNode(tree.right, node) }
}

const split = <Name extends string>(tree: Tree<Name>, at: bigint, name: Name): readonly [Tree<Name>, Tree<Name>] => {
  if (tree === undefined) return [undefined, undefined]
  if (comesBefore(at, name, tree)) {
    const [left, right] = split(tree.left, at, name)
    return [left, { ...tree, left: right }]
  }
  const [left, right] = split(tree.right, at, name)
  return [{ ...tree, right: left }, right]
}

/** The tree without a name that stands at this number. */
export const remove = <Name extends string>(tree: Tree<Name>, at: bigint, name: Name): Tree<Name> => {
  if (tree === undefined) return undefined
  if (tree.at === at && tree.name === name) return join(tree.left, tree.right)
  return comesBefore(at, name, tree)
    ? { ...tree, left: remove(tree.left, at, name) }
    : { ...tree, right: remove(tree.right, at, name) }
}

const join = <Name extends string>(left: Tree<Name>, right: Tree<Name>): Tree<Name> => {
  if (left === undefined) return right
  if (right === undefined) return left
  return left.priority > right.priority
    ? { ...left, right: join(left.right, right) }
    : { ...right, left: join(left, right.left) }
}

/** The names that stand below a number. O(found + log n). */
export const below = <Name extends string>(tree: Tree<Name>, limit: bigint): ReadonlyArray<Name> => {
  const found: Name[] = []
  const pending: Array<Tree<Name>> = [tree]
  while (pending.length > 0) {
    const node = pending.pop()
    if (node === undefined) continue
    pending.push(node.left)
    if (node.at >= limit) continue
    found.push(node.name)
    pending.push(node.right)
  }
  return found
}
