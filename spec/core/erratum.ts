import type { Finding } from './clause.js'
import type { Chapter, ClauseId } from './ids.js'

/**
 * A place where a paper is ambiguous or wrong, with a run that shows it.
 *
 * `asWritten` is what follows from the paper's words, `asResolved` what follows from ours; both are computed, so that
 * a test can hold that they differ in the way that the text claims.
 */
export interface Erratum {
  /** Permanent: `T13` is the thirteenth finding in TEX, `M1` the first in Massacci-Ngo. */
  readonly id: string
  readonly title: string
  /** Paper, section, algorithm and line. */
  readonly where: string
  /** What the paper has, in our words. */
  readonly written: string
  /** The counterexample, in a sentence. */
  readonly counterexample: string
  /** What this specification says instead. */
  readonly resolution: string
  readonly clauses: ReadonlyArray<ClauseId>
  /** Runs the counterexample. */
  readonly witness: () => Witness
}

/** What a counterexample shows: the same input under the paper's words and under ours. */
export interface Witness {
  readonly input: string
  readonly asWritten: string
  readonly asResolved: string
  /** What the clauses say of the run as the paper has it; empty where the paper's words are merely ambiguous. */
  readonly findings: ReadonlyArray<Finding>
  /** What of it a machine runs, in JSON: that of the paper first. None, where nothing moves: a relation, a computation. */
  readonly runs?: ReadonlyArray<WitnessRun>
}

/** Something that can be stepped through, and in a few words which of the two sides it shows. */
export type WitnessRun = WitnessLog | WitnessCall

/** A log: what an exchange was opened with, and what happened. */
export interface WitnessLog {
  readonly says: string
  readonly chapter: Chapter
  readonly params: unknown
  readonly events: ReadonlyArray<unknown>
  /** What the paper has the exchange answer to each event; left out where the run is one of ours: what the model answers. */
  readonly answers?: ReadonlyArray<unknown>
}

/** A call of a function of the chapter. */
export interface WitnessCall {
  readonly says: string
  readonly chapter: Chapter
  readonly function: string
  readonly arguments: unknown
}
