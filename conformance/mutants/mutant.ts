import type { Chapter, ClauseId } from '../../spec/core/ids.js'

/** One place in the source of the model, with and without a mistake. */
export interface Edit {
  readonly file: string
  readonly right: string
  readonly wrong: string
}

/**
 * A wrong implementation, made as an engineer would get it wrong: the model with some lines changed, in a process of
 * its own behind the adapter protocol. `clause` is the one that it breaks.
 */
export interface Mutant {
  readonly id: string
  readonly chapter: Chapter
  readonly clause: ClauseId
  /** The mistake, in a sentence. */
  readonly says: string
  readonly edits: ReadonlyArray<Edit>
}

/** What makes the mutants of a chapter: their ids begin with `prefix`, an edit is a file and the lines with and without the mistake. */
export const mutantsOf =
  (chapter: Chapter, prefix = `${chapter}-`) =>
  (
    id: string,
    clause: ClauseId,
    says: string,
    ...edits: ReadonlyArray<readonly [file: string, right: string, wrong: string]>
  ): Mutant => ({
    id: `${prefix}${id}`,
    chapter,
    clause,
    says,
    edits: edits.map(([file, right, wrong]) => ({ file, right, wrong })),
  })
