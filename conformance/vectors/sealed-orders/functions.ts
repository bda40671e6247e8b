import { utf8ToBytes } from '@noble/hashes/utils.js'
import { fullGroup, fullLimits, lock, toyGroup, toyLimits } from '../../../model/sealed-orders/group.js'
import { provePuzzle } from '../../../model/sealed-orders/prover.js'
import type { Changes } from '../../../model/sealed-orders/trader.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import { capsuleOf } from '../../../spec/sealed-orders/capsule.js'
import { squared } from '../../../spec/sealed-orders/numbers.js'
import { Limits, Params, Puzzle, PuzzleProof, Sealed, Witness } from '../../../spec/sealed-orders/types.js'
import type { Json, Kit } from '../../kit/kit.js'
import type { FunctionCase } from '../types.js'
import { DUMMY, drafted, opened, type Scene, SELL } from './scene.js'
import { spoiled } from './spoiled.js'

type Arguments = Readonly<Record<string, Json>>

const json = (codec: { readonly encode: (value: never) => unknown }, value: unknown): Json =>
  codec.encode(value as never) as Json

const hex = (n: bigint): Json => `0x${n.toString(16)}`

const n = toyGroup.p * toyGroup.q

const puzzleArguments = ({ cast }: Scene, { sealed }: ReturnType<typeof drafted>['event']): Arguments => ({
  hash: cast.params.hash,
  limits: json(Limits, cast.params.limits),
  puzzle: json(Puzzle, sealed.puzzle),
  proof: json(PuzzleProof, sealed.proof),
})

const moonwalkArguments = ({ cast }: Scene, { sealed, witness }: ReturnType<typeof drafted>['event']): Arguments => ({
  params: json(Params, cast.params),
  sealed: json(Sealed, sealed),
  witness: json(Witness, witness),
})

const unsealArguments = ({ cast }: Scene, { event, root }: ReturnType<typeof drafted>): Arguments => {
  const { eon, reference, orderHash, puzzle, ciphertext } = json(Sealed, event.sealed) as Record<
    string,
    Json
  > as Record<'eon' | 'reference' | 'orderHash' | 'puzzle' | 'ciphertext', Json>
  return {
    contract: cast.params.contract,
    limits: json(Limits, cast.params.limits),
    eon,
    reference,
    orderHash,
    puzzle,
    ciphertext,
    root: hex(root),
  }
}

/** An order whose key material is below 2^56, so that it takes a zero byte more to be as long as the modulus. */
const shortKey = (scene: Scene): Arguments => {
  for (let base = 7n; base < 1000n; base += 2n) {
    const group = { ...toyGroup, base }
    if (lock(group, toyLimits, 4).root < 2n ** 56n)
      return unsealArguments(scene, drafted(scene, 'alice', SELL, { group }))
  }
  throw new Error('no base has a short key')
}

/** The statement of an order with g = 0. */
const withoutGenerator: NonNullable<Changes['statement']> = ({ puzzle, ...statement }) => ({
  ...statement,
  puzzle: { ...puzzle, generator: 0n },
})

/** The functions of this chapter: known answers, and each line of both algorithms failed once, in both hash suites. */
export const functionCases = (kit: Kit): ReadonlyArray<FunctionCase> => {
  const made = (
    name: string,
    slug: string,
    clauses: readonly [ClauseId, ...ClauseId[]],
    comment: string,
    args: Arguments,
    needs: ReadonlyArray<string> = [],
  ): FunctionCase => {
    const result = kit.functions[name]?.(args) as Json
    const isBroken = typeof result === 'object' && result !== null && ('line' in result || 'refused' in result)
    return {
      kind: 'function',
      id: `${kit.chapter}/function/${name.toLowerCase()}-${slug}`,
      chapter: kit.chapter,
      comment,
      source: { from: 'hand' },
      clauses,
      negative: isBroken,
      needs: [`evaluate=${name}`, ...needs],
      function: name,
      arguments: args,
      result,
    }
  }
  const suites = ['sha256', 'keccak256'] as const
  const withSuite = (hash: (typeof suites)[number]): ReadonlyArray<FunctionCase> => {
    const scene = opened({ hash })
    const needs = [`hash=${hash}`]
    const good = drafted(scene, 'alice', SELL).event
    return [
      made(
        'keyChain',
        `${hash}-8`,
        ['SO-38'],
        'A chain of eight orders, its anchor first.',
        { hash, seed: '0x0102', length: 8 },
        needs,
      ),
      made(
        'keyChain',
        `${hash}-0`,
        ['SO-38'],
        'A chain for no order: the seed is the anchor.',
        { hash, seed: `0x${'ab'.repeat(32)}`, length: 0 },
        needs,
      ),
      made(
        'reference',
        `${hash}`,
        ['SO-13', 'SO-38'],
        'The reference of an order.',
        { hash, key: `0x${'11'.repeat(32)}`, trader: 'alice' },
        needs,
      ),
      made(
        'reference',
        `${hash}-empty`,
        ['SO-13', 'SO-38'],
        'A key of no bytes is a key.',
        { hash, key: '0x', trader: 'bob' },
        needs,
      ),
      made(
        'verifyPuzzle',
        `${hash}-right`,
        ['SO-8', 'SO-9', 'SO-10'],
        'A proof that is right.',
        puzzleArguments(scene, good),
        needs,
      ),
      made(
        'verifyMoonwalk',
        `${hash}-right`,
        ['SO-14', 'SO-15', 'SO-18', 'SO-20'],
        'An order that is right.',
        moonwalkArguments(scene, good),
        [...needs, 'signature=ed25519'],
      ),
      made(
        'verifyMoonwalk',
        `${hash}-dummy`,
        ['SO-41', 'SO-19'],
        'A dummy is right, too.',
        moonwalkArguments(scene, drafted(scene, 'alice', DUMMY).event),
        [...needs, 'signature=ed25519'],
      ),
      ...spoiled(scene).map(({ slug, line, clause, comment, event }) =>
        line.startsWith('11')
          ? made('verifyPuzzle', `${hash}-${slug}`, [clause], comment, puzzleArguments(scene, event), needs)
          : made('verifyMoonwalk', `${hash}-${slug}`, [clause], comment, moonwalkArguments(scene, event), [
              ...needs,
              'signature=ed25519',
            ]),
      ),
    ]
  }
  const scene = opened()
  const order = drafted(scene, 'alice', SELL)
  const right = unsealArguments(scene, order)
  const limits = json(Limits, toyLimits)
  const changedPuzzle = (change: Readonly<Record<string, Json>>): Arguments => ({
    ...right,
    puzzle: { ...(right.puzzle as Record<string, Json>), ...change },
  })
  const puzzleOf = (steps: number): Json => json(Puzzle, lock(toyGroup, toyLimits, steps).puzzle)
  const withPuzzle = (change: Readonly<Record<string, Json>>): Json => ({
    ...(puzzleOf(4) as Record<string, Json>),
    ...change,
  })
  const ciphertext = right.ciphertext as string
  const message = utf8ToBytes('sealed')
  const capsule = { limits, modulus: hex(n), squarings: '1000', sealed: hex(capsuleOf(message, squared(2n, 1000, n))) }
  const full = lock(fullGroup, fullLimits, 4)
  const narrow: Limits = { ...fullLimits, rounds: 2 }
  const proof = provePuzzle(scene.cast.suite.hash, fullGroup, narrow, full.puzzle, utf8ToBytes('full'))
  return [
    ...suites.flatMap(withSuite),
    made(
      'keyChain',
      'absurd',
      ['SO-2', 'SO-38'],
      'A chain of a billion orders is refused.',
      { hash: 'sha256', seed: '0x00', length: 1_000_000_000 },
      ['hash=sha256'],
    ),
    made('generator', 'toy', ['SO-5'], 'g of h = 7.', { limits, modulus: hex(n), base: '0x7' }),
    made('generator', 'bound-3', ['SO-5'], 'Only 2 is kept out of the order.', {
      limits: { ...(limits as Record<string, Json>), bound: 3 },
      modulus: hex(n),
      base: '0x7',
    }),
    made('generator', 'full', ['SO-5'], 'g of h = 7, 2048 bits.', {
      limits: json(Limits, fullLimits),
      modulus: hex(fullGroup.p * fullGroup.q),
      base: '0x7',
    }),
    made('generator', 'factor', ['SO-4'], 'h shares a factor with n.', {
      limits,
      modulus: hex(n),
      base: hex(toyGroup.q),
    }),
    made(
      'generator',
      'composite-of-twelve',
      ['SO-3'],
      'A composite modulus that passes for a prime to all twelve bases.',
      {
        limits,
        modulus: '0x437ae92817f9fc85b7e5',
        base: '0x2f',
      },
    ),
    made(
      'generator',
      'composite-of-eleven',
      ['SO-3', 'SO-5'],
      'A composite modulus of which only the last base, 37, is a witness.',
      {
        limits,
        modulus: '0x351591274f9af9fb',
        base: '0x2f',
      },
    ),
    made(
      'generator',
      'composite-of-eight',
      ['SO-3', 'SO-5'],
      'A composite modulus that passes for a prime to the first eight bases, and not to 23.',
      {
        limits,
        modulus: '0x136a352b2c8c1',
        base: '0x2f',
      },
    ),
    ...[1, 2, 5, 10].map((steps) =>
      made('solve', `${steps}`, ['SO-39'], `2^${steps} - 1 squarings.`, { limits, puzzle: puzzleOf(steps) }),
    ),
    made('solve', 'full', ['SO-39'], '15 squarings of 2048 bits.', {
      limits: json(Limits, fullLimits),
      puzzle: json(Puzzle, full.puzzle),
    }),
    made('solve', 'end-other', ['SO-39'], 'A C_K that the squarings do not lead to.', {
      limits,
      puzzle: withPuzzle({ end: '0x2' }),
    }),
    made('solve', 'steps-zero', ['SO-2'], 'k = 0: nothing to square.', { limits, puzzle: withPuzzle({ steps: '0' }) }),
    made('solve', 'steps-absurd', ['SO-2'], 'k = 10^30: refused before anything is computed.', {
      limits,
      puzzle: withPuzzle({ steps: `1${'0'.repeat(30)}` }),
    }),
    made('solve', 'modulus-even', ['SO-3'], 'An even modulus.', {
      limits,
      puzzle: withPuzzle({ modulus: hex(n + 1n) }),
    }),
    made('solve', 'modulus-prime', ['SO-3'], 'A prime modulus.', {
      limits,
      puzzle: withPuzzle({ modulus: '0x1fffffffffffffff', generator: '0x2', end: '0x2' }),
    }),
    made('solve', 'base-zero', ['SO-4'], 'h = 0: all powers are 0.', { limits, puzzle: withPuzzle({ base: '0x0' }) }),
    made('solve', 'limits', ['SO-1'], 'Limits that limit nothing.', {
      limits: { ...(limits as Record<string, Json>), mostSteps: 1000 },
      puzzle: puzzleOf(4),
    }),
    made('unseal', 'right', ['SO-40'], 'The plaintext of an order.', right),
    made('unseal', 'eon-negative', ['SO-2', 'SO-40'], 'An eon below zero.', { ...right, eon: '-1' }),
    made('unseal', 'key-with-zeros', ['SO-40'], 'Key material that begins with a zero byte.', shortKey(scene)),
    made('unseal', 'truncated', ['SO-2', 'SO-40'], 'A truncated ciphertext.', {
      ...right,
      ciphertext: ciphertext.slice(0, -2),
    }),
    made('unseal', 'empty', ['SO-2', 'SO-40'], 'A ciphertext of no bytes.', { ...right, ciphertext: '0x' }),
    made('unseal', 'flipped', ['SO-40'], 'A bit of the ciphertext is another.', {
      ...right,
      ciphertext: `0x${ciphertext[2] === '0' ? '1' : '0'}${ciphertext.slice(3)}`,
    }),
    made('unseal', 'key-other', ['SO-40'], 'The key of another puzzle.', {
      ...right,
      root: hex(lock(toyGroup, toyLimits, 5).root),
    }),
    made('unseal', 'key-negated', ['SO-40'], 'The other root.', { ...right, root: hex(n - order.root) }),
    made('unseal', 'key-zero', ['SO-40'], 'A key of zero.', { ...right, root: '0x0' }),
    made('unseal', 'key-long', ['SO-26', 'SO-40'], 'A key that is longer than the modulus.', {
      ...right,
      root: hex(n * n),
    }),
    made(
      'unseal',
      'generator-zero',
      ['SO-40'],
      'Sealed with g = 0, which is bound to the ciphertext as no byte at all.',
      unsealArguments(scene, drafted(scene, 'alice', SELL, { statement: withoutGenerator })),
    ),
    made('unseal', 'contract-other', ['SO-40'], 'Sealed for another market.', { ...right, contract: 'elsewhere' }),
    made('unseal', 'eon-other', ['SO-40'], 'Sealed for another eon.', { ...right, eon: '2' }),
    made('unseal', 'reference-other', ['SO-40'], 'Sent with another reference.', {
      ...right,
      reference: `0x${'00'.repeat(32)}`,
    }),
    made('unseal', 'hash-other', ['SO-40'], 'Sent with another hash.', { ...right, orderHash: `0x${'00'.repeat(32)}` }),
    made('unseal', 'steps-other', ['SO-40'], 'Sent with another k.', changedPuzzle({ steps: '5' })),
    made('unseal', 'end-other', ['SO-40'], 'Sent with another C_K.', changedPuzzle({ end: '0x2' })),
    made(
      'verifyPuzzle',
      'full',
      ['SO-9', 'SO-10', 'SO-5'],
      'A proof of 2048 bits.',
      {
        hash: 'sha256',
        limits: json(Limits, narrow),
        puzzle: json(Puzzle, full.puzzle),
        proof: json(PuzzleProof, proof),
      },
      ['hash=sha256'],
    ),
    made('capsule', 'toy', ['SO-39'], 'The structure of LCS35 with a thousand squarings.', capsule),
    made('capsule', 'none', ['SO-39'], 'No squaring: 2^(2^0) is 2.', {
      ...capsule,
      squarings: '0',
      sealed: hex(capsuleOf(message, 2n)),
    }),
    made('capsule', 'empty', ['SO-39'], 'z is 2^(2^t): the message has no byte, and not one that is zero.', {
      ...capsule,
      sealed: hex(squared(2n, 1000, n)),
    }),
    made(
      'capsule',
      'lcs35',
      ['SO-2', 'SO-39'],
      'As many squarings as the published puzzle has: nobody waits for those.',
      { ...capsule, squarings: '79685186856218' },
    ),
    made('prompt', 'just', ['SO-36'], 'Exactly a quarter of the time.', { speed: '1', steps: '2', waited: '0' }),
    made('prompt', 'quarter', ['SO-36'], '255 squarings in 64 ticks: a quarter is just under 16.', {
      speed: '4',
      steps: '8',
      waited: '15',
    }),
    made('prompt', 'over', ['SO-36'], 'One tick more than a quarter.', { speed: '4', steps: '8', waited: '16' }),
    made('prompt', 'speed-zero', ['SO-1'], 'A processor that stands still.', { speed: '0', steps: '8', waited: '16' }),
    made('prompt', 'large', ['SO-36'], '2^64 - 1 squarings.', {
      speed: '1000000',
      steps: '64',
      waited: '4611686018427',
    }),
    made('score', 'mixed', ['SO-36'], 'Five prompt at 2, three late at 7.', {
      reward: '2',
      fine: '7',
      prompt: '5',
      late: '3',
    }),
    made('score', 'none', ['SO-36'], 'Nothing yet.', { reward: '2', fine: '7', prompt: '0', late: '0' }),
    made('chance', 'ten', ['SO-41'], 'Nine of ten are dummies.', { every: '10' }),
    made('chance', 'one', ['SO-41'], 'No dummies: every order is real.', { every: '1' }),
    made('chance', 'zero', ['SO-41'], 'Of no orders none can be picked.', { every: '0' }),
  ]
}
