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
  'commit-chain': [
    'CC-1',
    'CC-2',
    'CC-3',
    'CC-4',
    'CC-5',
    'CC-6',
    'CC-7',
    'CC-8',
    'CC-9',
    'CC-10',
    'CC-11',
    'CC-12',
    'CC-13',
    'CC-14',
    'CC-15',
    'CC-16',
    'CC-17',
    'CC-18',
    'CC-19',
    'CC-20',
    'CC-21',
    'CC-22',
    'CC-23',
    'CC-24',
    'CC-25',
    'CC-26',
    'CC-27',
    'CC-28',
    'CC-29',
    'CC-30',
    'CC-31',
    'CC-32',
    'CC-33',
    'CC-34',
    'CC-35',
    'CC-36',
    'CC-37',
    'CC-38',
    'CC-39',
    'CC-40',
    'CC-41',
    'CC-42',
    'CC-43',
    'CC-44',
    'CC-45',
    'CC-46',
    'CC-47',
    'CC-48',
    'CC-49',
    'CC-50',
  ],
  integrity: ['IN-1', 'IN-2', 'IN-3', 'IN-4', 'IN-5', 'IN-6', 'IN-7', 'IN-8'],
  collateral: [
    'CO-1',
    'CO-2',
    'CO-3',
    'CO-4',
    'CO-5',
    'CO-6',
    'CO-7',
    'CO-8',
    'CO-9',
    'CO-10',
    'CO-11',
    'CO-12',
    'CO-13',
    'CO-14',
    'CO-15',
    'CO-16',
    'CO-17',
    'CO-18',
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
