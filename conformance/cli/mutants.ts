import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Json } from '../kit/kit.js'
import { packageRoot, vectorsDirectory } from '../kit/root.js'
import { type Kill, type KillMatrix, killAll } from '../mutants/kill.js'
import { format } from '../vectors/format.js'
import { loadCases, whole } from './conform.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'

/** `touchstone mutants`: whether the suite catches what it should; answers the exit code. */
export const mutantsCommand = async ({
  json,
  jobs,
  filter,
  search,
}: {
  readonly json?: string
  readonly jobs: string
  readonly filter?: string
  readonly search: boolean
}): Promise<number> => {
  if (!existsSync(join(packageRoot(), 'model')))
    throw new NotRunnable(
      'the mutants are made from the sources of the model, which the package does not hold: run this in a checkout',
    )
  const matrix = await killAll(
    await loadCases(vectorsDirectory()),
    { jobs: whole('--jobs', jobs, 'processes, such as 2'), search, ...(filter === undefined ? {} : { filter }) },
    (kill, done, all) => console.log(row(kill, done, all)),
  )
  if (matrix.mutants === 0)
    throw new UsageError(`no mutant is of the chapter or the clause ${filter}, or has that in its id`)
  if (json !== undefined) {
    await mkdir(dirname(json), { recursive: true })
    await writeFile(json, format(JSON.parse(JSON.stringify(matrix)) as Json))
  }
  summary(matrix)
  return matrix.survivors.length === 0 && matrix.notByOwnClause.length === 0 && matrix.referencePasses
    ? EXIT.conformant
    : EXIT.notConformant
}

const row = ({ id, clause, vectors, search, events }: Kill, done: number, all: number): string => {
  const by = Object.entries(vectors).map(([name, count]) => `${name} ${count}`)
  const found = search === undefined ? '' : `; search: ${search} in ${events} events`
  return `${String(done).padStart(3)}/${all} ${vectors[clause] === undefined ? 'MISSED' : 'killed'} ${id.padEnd(34)} ${clause.padEnd(5)} by ${by.join(', ') || 'nothing'}${found}`
}

const summary = ({
  mutants,
  byHand,
  derived,
  killedByVectors,
  killedByOwnClause,
  killedBySearch,
  survivors,
  notByOwnClause,
  onlyForgotten,
  referencePasses,
}: KillMatrix): void => {
  console.log(
    `${mutants} mutants, ${byHand} made by hand and ${derived} derived: ${killedByVectors} killed by the vectors, ${killedByOwnClause} by their own clause, ${killedBySearch} of those made by hand by the search`,
  )
  if (survivors.length > 0) console.log(`survivors: ${survivors.join(', ')}`)
  if (notByOwnClause.length > 0) console.log(`killed, but not by their own clause: ${notByOwnClause.join(', ')}`)
  if (onlyForgotten.length > 0)
    console.log(`broken by no mutant of the book, only by a judge that forgets them: ${onlyForgotten.join(', ')}`)
  console.log(referencePasses ? 'the untouched model passes' : 'THE UNTOUCHED MODEL DOES NOT PASS')
}
