/** A part of a paper: its number there, and what it is about in our words. */
export interface Part {
  readonly id: string
  readonly name: string
  /** Whether it holds nothing that an exchange could keep or break: background, notation, measurements. */
  readonly background?: true
  /** The part that it is told with: that it is a picture of, or a paragraph of. */
  readonly within?: string
}

/** A paper, and its parts in the order in which they stand there. */
export interface Paper {
  readonly id: 'TEX' | 'P'
  readonly title: string
  readonly parts: ReadonlyArray<Part>
}

export const part = (id: string, name: string): Part => ({ id, name })
export const within = (id: string, name: string, of: string): Part => ({ id, name, within: of })
export const background = (id: string, name: string): Part => ({ id, name, background: true })
