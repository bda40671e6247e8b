import { html, type Markup } from '../../conformance/report/markup.js'
import { committed, paramsFor } from './chain.js'

const AMOUNTS = [30, 0, 12, 8, 25, 5, 40, 20]
const PROVEN = 4
const LEVELS = Math.log2(AMOUNTS.length)
const WIDTH = 640
const STEP = 78
const BOX = { width: 76, height: 44 }

interface Node {
  readonly level: number
  readonly index: number
  readonly left: string
  readonly right: string
  /** What the proof says of it: it is proven, it follows, or its hash is brought. */
  readonly role: 'proven' | 'follows' | 'sibling' | 'other'
  readonly hash: string | undefined
}

/** The nodes of the tree, with their bounds as the proofs of all accounts have them. */
const nodes = (): ReadonlyArray<Node> => {
  const params = paramsFor(AMOUNTS.length, 4)
  const accounts = AMOUNTS.map((amount, i) => ({ trader: `trader-${i + 1}`, coin: 'X', amount: String(amount) }))
  const { proofs } = committed(params, accounts)
  const path = proofs[PROVEN]?.path ?? []
  return Array.from({ length: LEVELS + 1 }, (_, level) => level).flatMap((level) =>
    Array.from({ length: AMOUNTS.length >> level }, (_, index): Node => {
      const first = proofs[index << level]
      const last = proofs[((index + 1) << level) - 1]
      const own = PROVEN >> level
      const isSibling = level < LEVELS && index === (own ^ 1)
      const role = index === own ? (level === 0 ? 'proven' : 'follows') : isSibling ? 'sibling' : 'other'
      return {
        level,
        index,
        left: first?.left ?? '?',
        right: last?.right ?? '?',
        role,
        hash: isSibling ? path[level]?.hash : undefined,
      }
    }),
  )
}

const place = ({ level, index }: Pick<Node, 'level' | 'index'>): { readonly x: number; readonly y: number } => {
  const span = WIDTH / (AMOUNTS.length >> level)
  return { x: span * (index + 0.5), y: 30 + (LEVELS - level) * STEP }
}

const box = (node: Node): Markup => {
  const { x, y } = place(node)
  const below = node.level === 0 ? `account ${node.index + 1}` : node.hash === undefined ? '' : undefined
  return html`<g class="${node.role}"><rect x="${x - BOX.width / 2}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="${x}" y="${y - 2}" text-anchor="middle">${node.left} to ${node.right}</text><text class="small" x="${x}" y="${y + 14}" text-anchor="middle">${below ?? `${node.hash?.slice(0, 8)}…`}</text></g>`
}

const edge = (node: Node): Markup | undefined => {
  if (node.level === LEVELS) return undefined
  const [a, b] = [place(node), place({ level: node.level + 1, index: node.index >> 1 })]
  return html`<path class="${node.role === 'other' ? 'other' : 'used'}" d="M${a.x} ${a.y - BOX.height / 2} V${(a.y + b.y) / 2} H${b.x} V${b.y + BOX.height / 2}"/>`
}

/** The tree of eight accounts, with the proof of one of them. */
export const proofTree = (): string => {
  const all = nodes()
  const words = `The proof of account ${PROVEN + 1} of ${AMOUNTS.length}, with ${LEVELS} siblings: ${all
    .filter(({ role }) => role === 'sibling')
    .map(({ left, right, level }) => `at level ${level} from ${left} to ${right}`)
    .join(', ')}`
  return html`<svg class="tree" viewBox="0 0 ${WIDTH} ${60 + LEVELS * STEP}" role="img" aria-label="${words}">${all.map(edge)}${all.map(box)}</svg>`
    .markup
}
