/**
 * The registry of clause ids, chapter by chapter. An id is permanent: it is never renumbered and never used again.
 *
 * `ClauseId` is a literal union, so a misspelt clause does not compile; each chapter's clauses are a mapped type over
 * its ids, so a clause that is registered but not written does not compile either.
 */
export const clauseIds = {
  primitives: ['PR-1', 'PR-2', 'PR-3', 'PR-4'],
  'order-book': [
    'OB-1',
    'OB-2',
    'OB-3',
    'OB-4',
    'OB-5',
    'OB-6',
    'OB-7',
    'OB-8',
    'OB-9',
    'OB-10',
    'OB-11',
    'OB-12',
    'OB-13',
    'OB-14',
    'OB-15',
    'OB-16',
    'OB-17',
    'OB-18',
    'OB-19',
    'OB-20',
    'OB-21',
    'OB-22',
  ],
} as const

/** A chapter of the specification; the same names stand in spec/, model/, vectors/ and on the site. */
export type Chapter = keyof typeof clauseIds

/** The clauses of one chapter. */
export type ClauseIdOf<C extends Chapter> = (typeof clauseIds)[C][number]

/** Every clause of the specification. */
export type ClauseId = ClauseIdOf<Chapter>

/** The chapters, in the order in which they build on each other. */
export const chapters = Object.keys(clauseIds) as ReadonlyArray<Chapter>

const known: ReadonlySet<string> = new Set(Object.values(clauseIds).flat())

/** Whether a string is the id of a clause. */
export const isClauseId = (id: string): id is ClauseId => known.has(id)
