import {
  type Counts,
  chaptersWith,
  countsOf,
  type RunResult,
  testedChapters,
  type Verdict,
  verdictOf,
} from '../run/result.js'

/** The counts that every report gives, all of them, each with what it means. */
export const countRows = (
  counts: Counts,
): ReadonlyArray<{
  readonly key: keyof Counts
  readonly label: string
  readonly count: number
  readonly note: string
}> => COUNTS.map(([key, label, note]) => ({ key, label, note, count: counts[key] }))

const COUNTS: ReadonlyArray<readonly [keyof Counts, string, string]> = [
  ['passed', 'passed', ''],
  ['unattributed', 'unattributed', 'of those passed; a refusal gave no reason'],
  ['failed', 'failed', ''],
  ['expectedFailures', 'expected failures', 'named in the file of known failures'],
  ['unexpectedPasses', 'unexpected passes', 'of those passed; named there too, but they pass'],
  ['notClaimed', 'not claimed', 'not run, and not held against it'],
  ['couldNotRun', 'could not be run', 'the adapter broke, or answered nonsense'],
]

/** The verdict in capitals, as the terminal shows it. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  conformant: 'CONFORMANT',
  'as expected': 'NOT CONFORMANT, AS EXPECTED',
  'not conformant': 'NOT CONFORMANT',
  'nothing tested': 'NOTHING WAS TESTED',
}

/** What the verdict means, in a sentence. */
export const verdictSentence = (result: RunResult): string => {
  const name = result.implementation.name
  const where = testedChapters(result).join(', ')
  const part = result.part === undefined ? '' : ` Only a part of the suite was run: ${result.part}.`
  switch (verdictOf(result)) {
    case 'conformant':
      return `${name} keeps what it claims, in every case that was run of ${where}.${part}`
    case 'as expected':
      return `${name} fails only where it was known to, in ${where}.${part}`
    case 'not conformant':
      return `${name} ${trouble(result)}, in ${chaptersWith(result, 'not conformant').join(', ')}.${part}`
    case 'nothing tested':
      return result.cases.length === 0
        ? 'There was no case to run, so nothing is known. This is not a pass.'
        : `None of the ${result.cases.length} cases is of what ${name} claims, so nothing is known. This is not a pass.`
  }
}

const trouble = (result: RunResult): string => {
  const { failed, couldNotRun, unexpectedPasses } = countsOf(result)
  const all: ReadonlyArray<readonly [number, string]> = [
    [failed, 'does not keep what it claims'],
    [couldNotRun, 'breaks in some cases, so that nothing is known of them'],
    [unexpectedPasses, 'passes where it was expected to fail'],
  ]
  return all.flatMap(([count, says]) => (count === 0 ? [] : [says])).join(', and ') || 'passes no case'
}

/** How a case is run again that was not saved as a vector. */
export const againCommand = ({ command }: RunResult, id: string): string =>
  id.includes('/search')
    ? `touchstone conform --profile ${id.split('/')[0]} ${command}`
    : `touchstone conform --filter ${id} ${command}`
