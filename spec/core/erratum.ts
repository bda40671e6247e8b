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
  /** The run as the paper has it, in JSON, where a log of the chapter shows it. */
  readonly run?: WitnessRun
}

/** A log: what an exchange was opened with, and each event with what the paper has it answer. */
export interface WitnessRun {
  readonly chapter: Chapter
  readonly params: unknown
  readonly events: ReadonlyArray<unknown>
  readonly answers: ReadonlyArray<unknown>
}
