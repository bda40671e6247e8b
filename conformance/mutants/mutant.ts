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
