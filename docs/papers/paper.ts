/** A part of a paper: its number there, and what it is about in our words. */
export interface Part {
  readonly id: string
  readonly name: string
  /** Whether it holds nothing that an exchange could keep or break: background, notation, measurements. */
  readonly background?: true
}

/** A paper, and its parts in the order in which they stand there. */
export interface Paper {
  readonly id: 'TEX' | 'P'
  readonly title: string
  readonly parts: ReadonlyArray<Part>
}

export const part = (id: string, name: string): Part => ({ id, name })
export const background = (id: string, name: string): Part => ({ id, name, background: true })
