import { conditions, failing } from '../../../spec/commit-chain/admission.js'
import type { ClauseId } from '../../../spec/core/ids.js'
import type { Judged, Tamper } from '../build.js'
import { accepted, ending, failingOne, refusedBy, seen } from '../spoil.js'
import { acceptedRuns } from './accepted.js'
import { refusedProofs } from './proofs.js'
import { refusedEvents } from './refused.js'
import { refusedClosely } from './refused-closely.js'
import type { Refused } from './right.js'
import { draft, type Scene } from './scene.js'

/** For each condition that can fail alone, one event that was accepted although it fails it. */
const acceptedWrongly = (): ReadonlyArray<Judged> =>
  [
    ...failingOne(conditions, [...refusedEvents, ...refusedProofs], ({ scene }) => scene.ledger),
    ...refusedClosely.filter(({ scene, event }) => failing(scene.ledger, event).length === 1),
  ].map(({ slug, comment, clause, scene, event }) => ({
    draft: draft(`accepted-${slug}`, `Accepted all the same. ${comment}`, [clause], ending(scene, event)),
    tamper: accepted({ paid: [] }),
  }))

const run = (slug: string): Scene => {
  const found = acceptedRuns.find((one) => one.slug === slug)
  if (found === undefined) throw new Error(`no run ${slug}`)
  return found.scene
}

const wrong = (slug: string, comment: string, clause: ClauseId, of: string, tamper: Tamper): Judged => ({
  draft: draft(slug, comment, [clause], run(of)),
  tamper,
})

const others: ReadonlyArray<Judged> = [
  ...acceptedRuns
    .filter(({ slug }) =>
      /^(deposits|checkpoint|request-withdrawal|cancel-withdrawal|confirm-withdrawal|challenge-|answer-|punish-swap|recover)/.test(
        slug,
      ),
    )
    .map(({ slug }) => wrong(`refused-${slug}`, 'Refused, but it fails no condition.', 'CC-42', slug, refusedBy())),
  wrong(
    'refused-by-strange-reason',
    'Refused by a clause that it keeps.',
    'CC-42',
    'answer-balance',
    refusedBy('CC-23'),
  ),
  wrong(
    'paid-too-much',
    'A withdrawal is paid with one more.',
    'CC-40',
    'confirm-withdrawal',
    accepted({ paid: [{ trader: 'carol', coin: 'X', amount: '3' }] }),
  ),
  wrong(
    'paid-to-another',
    'It is paid to somebody else.',
    'CC-40',
    'confirm-withdrawal',
    accepted({ paid: [{ trader: 'bob', coin: 'X', amount: '2' }] }),
  ),
  wrong('paid-nothing', 'It is confirmed, but not paid.', 'CC-40', 'confirm-withdrawal', accepted({ paid: [] })),
  wrong(
    'paid-for-nothing',
    'A request already pays somebody.',
    'CC-40',
    'request-withdrawal',
    accepted({ paid: [{ trader: 'bob', coin: 'Y', amount: '1' }] }),
  ),
  wrong('recovered-too-little', 'A recovery is paid with one less.', 'CC-40', 'recover', accepted({ paid: [] })),
  wrong(
    'halt-overlooked',
    'An eon ended without a checkpoint, and the exchange goes on.',
    'CC-41',
    'halt-without-checkpoint',
    accepted({ paid: [] }),
  ),
  wrong(
    'halt-overlooked-unanswered',
    'A challenge was not answered, and the exchange goes on.',
    'CC-41',
    'halt-unanswered',
    accepted({ paid: [] }),
  ),
  wrong(
    'halt-too-early',
    'It halts one block before it has to.',
    'CC-41',
    'halt-unanswered-not-yet',
    accepted({ paid: [], halted: { eon: '4', safe: '2' } }),
  ),
  wrong(
    'halt-to-another-eon',
    'It halts, but all are to recover from the checkpoint of the eon before.',
    'CC-41',
    'halt-unanswered',
    accepted({ paid: [], halted: { eon: '4', safe: '3' } }),
  ),
  wrong(
    'punished-without-halt',
    'A swap is punished, and the exchange goes on.',
    'CC-41',
    'punish-swap',
    accepted({ paid: [] }),
  ),
  wrong(
    'held-too-much',
    'More is held than was deposited.',
    'CC-43',
    'deposits',
    seen({
      held: [
        { coin: 'X', amount: '16' },
        { coin: 'Y', amount: '10' },
      ],
    }),
  ),
  wrong(
    'wrong-eon',
    'The first block of an eon belongs to it.',
    'CC-43',
    'halt-without-checkpoint',
    seen({ eon: '2' }),
  ),
  wrong(
    'challenge-lost',
    'A challenge is open, and not to be seen.',
    'CC-43',
    'challenge-balance',
    seen({ challenges: [] }),
  ),
  wrong(
    'challenge-stays',
    'A challenge was answered, and is still to be seen.',
    'CC-43',
    'answer-balance',
    seen({ challenges: [{ kind: 'balance', trader: 'alice', coin: 'X', eon: '3', block: '27' }] }),
  ),
  wrong(
    'request-lost',
    'A request is pending, and not to be seen.',
    'CC-43',
    'request-withdrawal',
    seen({ withdrawals: [] }),
  ),
  wrong(
    'operations-forgotten',
    'The accumulator does not take up a deposit.',
    'CC-43',
    'deposits',
    seen({ operations: '0x' }),
  ),
  wrong(
    'halt-not-seen',
    'It halted, and that is not to be seen.',
    'CC-43',
    'halt-without-checkpoint',
    seen({ halt: [] }),
  ),
]

/** Who is paid more than there is breaks two clauses at once. */
const moreThanHeld: Judged = {
  draft: draft('paid-more-than-held', 'More is paid than is held.', ['CC-40', 'CC-44'], run('confirm-withdrawal')),
  tamper: accepted({ paid: [{ trader: 'carol', coin: 'X', amount: '16' }] }),
}

const kept: ReadonlyArray<Judged> = [
  'recover-all',
  'punish-swap',
  'challenge-swap',
  'cancel-withdrawal',
  'halt-unanswered',
].map((slug) => ({
  draft: draft(`kept-${slug}`, 'A history in which everything is right.', ['CC-42'], run(slug)),
}))

const seenRightly: ReadonlyArray<Judged> = ['seen-in-order', 'halt-unanswered'].map((slug) => ({
  draft: draft(`kept-seeing-${slug}`, 'All that is seen is right.', ['CC-43'], run(slug)),
  shows: true,
}))

const tooLittle = refusedEvents.find(({ slug }) => slug === 'answer-balance-too-little') as Refused

const reasons: ReadonlyArray<Judged> = [
  {
    draft: draft(
      'refused-for-another-reason',
      'Refused, and rightly, but by a clause that it keeps.',
      ['CC-42'],
      ending(tooLittle.scene, tooLittle.event),
    ),
    tamper: refusedBy('CC-23'),
  },
  {
    draft: draft(
      'kept-refused-without-a-reason',
      'Refused, and rightly; why is not said.',
      ['CC-42'],
      ending(tooLittle.scene, tooLittle.event),
    ),
    tamper: refusedBy(),
    isKept: true,
  },
]

/** For each condition an event that was refused for it: nobody is to blame, and least of all by that very clause. */
const refusedRightly = (): ReadonlyArray<Judged> => {
  const first = new Map<ClauseId, Refused>()
  for (const one of [...refusedEvents, ...refusedProofs]) if (!first.has(one.clause)) first.set(one.clause, one)
  return [...first].map(([clause, { slug, comment, scene, event }]) => ({
    draft: draft(`kept-refused-${slug}`, `Refused, and rightly. ${comment}`, [clause, 'CC-42'], ending(scene, event)),
  }))
}

/** Earlier mistakes: each is judged once, and has no consequence. */
const afterMistakes: ReadonlyArray<Judged> = [
  {
    draft: draft(
      'kept-after-wrong-refusal',
      'A deposit was refused against the clauses; what was refused did not happen.',
      ['CC-43'],
      run('deposits'),
    ),
    rewrite: (earlier) => earlier.map((entry, i) => (i === 0 ? { ...entry, answer: { rejected: {} } } : entry)),
  },
  {
    draft: draft(
      'kept-after-wrong-acceptance',
      'An event was accepted against the clauses; it has no consequence.',
      ['CC-43'],
      ending(run('deposits'), { tag: 'advance', block: 1n }),
    ),
    rewrite: (earlier) => [
      ...earlier,
      { event: { tag: 'deposit', trader: 'alice', coin: 'X', amount: '0' }, answer: { accepted: { paid: [] } } },
    ],
  },
  {
    draft: draft(
      'wrong-after-wrong-refusal',
      'A deposit was refused against the clauses, and is held all the same.',
      ['CC-43'],
      run('deposits'),
    ),
    rewrite: (earlier) => earlier.map((entry, i) => (i === 0 ? { ...entry, answer: { rejected: {} } } : entry)),
    tamper: seen({
      held: [
        { coin: 'X', amount: '15' },
        { coin: 'Y', amount: '10' },
      ],
    }),
  },
]

/** Histories, right and wrong. */
export const judged = (): ReadonlyArray<Judged> => [
  ...acceptedWrongly(),
  ...others,
  moreThanHeld,
  ...kept,
  ...seenRightly,
  ...reasons,
  ...refusedRightly(),
  ...afterMistakes,
]
