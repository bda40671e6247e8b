import type { ExpectedStep, Json } from '../../conformance/kit/kit.js'
import { kitOf } from '../../conformance/kit/kits.js'

const KEY = `0x${'01'.repeat(32)}`

/** Parameters of a commit-chain of one coin; the keys are nobody's, since nothing is signed in what is drawn. */
export const paramsFor = (traders: number, blocksPerEon: number): Json => ({
  contract: 'drawn',
  blocksPerEon: String(blocksPerEon),
  hash: 'sha256',
  signature: 'ed25519',
  operator: KEY,
  coins: ['X'],
  traders: Array.from({ length: traders }, (_, i) => ({ trader: `trader-${i + 1}`, key: KEY })),
})

const call = (chapter: string, name: string, args: Json): Json => {
  const called = kitOf(chapter)?.functions[name]
  if (called === undefined) throw new Error(`${chapter} has no function ${name}`)
  return called(args)
}

/** A proof of an account. */
export interface Proof {
  readonly left: string
  readonly right: string
  readonly path: ReadonlyArray<{ readonly hash: string; readonly bound: string }>
}

/** What an operator commits: the root, and a proof for each account. */
export const committed = (
  params: Json,
  accounts: ReadonlyArray<Json>,
): { readonly root: string; readonly proofs: ReadonlyArray<Proof> } => {
  const { root, proofs } = call('commit-chain', 'commit', { params, accounts }) as unknown as {
    readonly root: string
    readonly proofs: ReadonlyArray<{ readonly proof: Proof }>
  }
  return { root, proofs: proofs.map(({ proof }) => proof) }
}

/** The accumulator of an eon without deposits. */
const accumulator = (eon: number): Json =>
  call('primitives', 'hash', {
    suite: 'sha256',
    datum: { tag: 'operations', fields: [{ text: 'drawn' }, { amount: String(eon) }] },
  })

/** The clauses that an event fails; none where it is accepted. */
export const failing = ({ answer }: ExpectedStep): ReadonlyArray<string> =>
  'accepted' in answer ? [] : [answer.rejected.reason, ...(answer.rejected.alsoFailing ?? [])]

/** A verifier of a chain on which nothing happens but checkpoints. */
export interface Quiet {
  /** Lets time go by, with a checkpoint at the start of each eon if `isCommitting`. */
  readonly until: (block: number, isCommitting: boolean) => void
  readonly send: (event: Json) => ExpectedStep
  readonly isHalted: () => boolean
}

export const quiet = (params: Json, blocksPerEon: number): Quiet => {
  const kit = kitOf('commit-chain')
  if (kit === undefined) throw new Error('there is no commit-chain')
  const session = kit.open(params)
  const { root } = committed(params, [])
  const send = (event: Json): ExpectedStep => session.step(event, [])
  let now = 0
  const commit = (): void => {
    const eon = Math.floor(now / blocksPerEon) + 1
    send({ tag: 'checkpoint', by: 'operator', root, operations: accumulator(eon - 1) })
  }
  commit()
  return {
    until: (block, isCommitting) => {
      for (let next = now + 1; next <= block; next += 1) {
        send({ tag: 'advance', block: String(next) })
        now = next
        if (isCommitting && next % blocksPerEon === 0) commit()
      }
    },
    send,
    isHalted: () => (session.observe(['halt']).halt as ReadonlyArray<Json>).length > 0,
  }
}
