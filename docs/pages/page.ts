/** A page of the site, as Markdown; what it links to is named by the path of the page, without an extension. */
export interface Page {
  /** Where it is: `clauses/OB-1` becomes `clauses/OB-1.html`. Permanent. */
  readonly path: string
  readonly title: string
  readonly markdown: string
  /** Pages below it in the navigation. */
  readonly children?: ReadonlyArray<Page>
  /** Scripts that this page runs, by their place in the site. */
  readonly scripts?: ReadonlyArray<string>
}

/** All pages, those below others too. */
export const flat = (pages: ReadonlyArray<Page>): ReadonlyArray<Page> =>
  pages.flatMap((page) => [page, ...flat(page.children ?? [])])

/** The address of something in the site, seen from a page. */
export const from = (page: string, to: string): string => `${'../'.repeat(page.split('/').length - 1)}${to}`

/** The address of a page, with or without a place on it, seen from another page. */
export const toPage = (page: string, to: string, place?: string): string =>
  `${from(page, `${to}.html`)}${place === undefined ? '' : `#${place}`}`
