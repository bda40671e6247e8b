import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { clauseTexts } from '../../spec/clauses.js'
import { decode } from '../../spec/core/codec.js'
import { kits } from '../kit/kits.js'
import { vectorsDirectory } from '../kit/root.js'
import { commitChainMutants } from '../mutants/commit-chain.js'
import { marginMutants } from '../mutants/margin.js'
import { orderBookMutants } from '../mutants/order-book.js'
import { sealedOrdersMutants } from '../mutants/sealed-orders.js'
import { checkVectors, filesOf, writeVectors } from '../vectors/store.js'
import { type Case, Manifest } from '../vectors/types.js'
import { loadCases } from './conform.js'
import { EXIT } from './exit.js'

/** Every vector as this version makes it; what makes them is loaded only where it is needed. */
const generated = async (): Promise<ReadonlyArray<Case>> => (await import('../vectors/cases.js')).allCases()

/** `touchstone vectors write`: makes the vectors anew from the model and the clauses. */
export const writeCommand = async (): Promise<number> => {
  const files = filesOf(await generated(), kits)
  const { changed, removed } = await writeVectors(vectorsDirectory(), files)
  console.log(`${files.size} files, ${changed} changed, ${removed} removed`)
  return EXIT.conformant
}

/** `touchstone vectors check`: whether the vectors are what the model and the clauses produce, byte for byte, and well-formed. */
export const checkCommand = async (): Promise<number> => {
  const files = filesOf(await generated(), kits)
  const wrong = await checkVectors(vectorsDirectory(), files)
  for (const line of wrong) console.error(`vectors/${line}`)
  if (wrong.length > 0) return EXIT.notConformant
  const cases = await loadCases(vectorsDirectory())
  const negative = cases.filter((one) => one.negative).length
  console.log(`${files.size} files are what the model produces; ${cases.length} cases, ${negative} of them negative`)
  return EXIT.conformant
}

/** `touchstone vectors list`: the id of every case, and what it is meant to catch. */
export const listCommand = async (): Promise<number> => {
  for (const { id, comment } of await loadCases(vectorsDirectory())) console.log(`${id}  ${comment}`)
  return EXIT.conformant
}

/** `touchstone clauses`: every clause and how much evidence there is for it. */
export const clausesCommand = async ({ json }: { readonly json?: boolean }): Promise<number> => {
  const manifest = decode(Manifest, JSON.parse(await readFile(join(vectorsDirectory(), 'manifest.json'), 'utf8')))
  const counts = E.isRight(manifest) ? manifest.right.clauses : {}
  const mutants = [
    ...orderBookMutants,
    ...sealedOrdersMutants,
    ...commitChainMutants,
    ...marginMutants,
    ...kits.flatMap(({ derived }) => derived),
  ].map(({ clause }) => clause)
  const rows = clauseTexts.map((text) => {
    const { positive = 0, negative = 0 } = counts[text.id] ?? {}
    return {
      ...text,
      vectors: positive + negative,
      negativeVectors: negative,
      mutants: mutants.filter((clause) => clause === text.id).length,
    }
  })
  if (json === true) console.log(JSON.stringify(rows, null, 2))
  else
    for (const { id, title, says, vectors, negativeVectors, mutants: wrong } of rows)
      console.log(
        `${id.padEnd(6)} ${title.padEnd(16)} ${String(vectors).padStart(4)} vectors, ${String(negativeVectors).padStart(3)} negative, ${String(wrong).padStart(2)} mutants  ${says}`,
      )
  return EXIT.conformant
}
