import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Application, TSConfigReader, type TypeDocOptions, TypeDocReader } from 'typedoc'
import { check } from './check.js'
import { type Facts, readFacts } from './facts.js'
import { chapterPages, clausesPage } from './pages/chapters.js'
import { errataPage } from './pages/errata.js'
import { homeMarkdown } from './pages/home.js'
import { implementerPages } from './pages/implementers.js'
import { flat, type Page } from './pages/page.js'
import { picturesPage, writePictures } from './pages/pictures.js'
import { playerPage } from './pages/player.js'
import { traceabilityPage } from './pages/traceability.js'
import { bundle } from './player/bundle.js'
import { writeVectors } from './player/vectors.js'
import { writeSources } from './source/pages.js'
import { install } from './theme/site.js'

/** Every page that is not of the library's reference, in the order of the navigation. */
export const pagesOf = (facts: Facts): ReadonlyArray<Page> => [
  ...chapterPages(facts),
  clausesPage(facts),
  errataPage(facts),
  traceabilityPage(facts),
  picturesPage(facts),
  playerPage(facts),
  implementerPages(facts),
]

/** How the site is made. */
export interface Plan {
  readonly out: string
  /** Whether the reference of the library is in it; without, it takes a few seconds. */
  readonly hasReference: boolean
}

/**
 * Writes the site.
 *
 * @returns what is wrong with it; nothing, if it may be shown
 */
export const writeSite = async ({ out, hasReference }: Plan): Promise<ReadonlyArray<string>> => {
  const facts = await readFacts()
  const pages = pagesOf(facts)
  const written = mkdtempSync(join(tmpdir(), 'touchstone-site-'))
  try {
    const top = pages.map((page) => writePage(written, page))
    const home = join(written, 'index.md')
    writeFileSync(home, homeMarkdown(facts, hasReference))
    const sources = new Set<string>()
    const trouble = await render(facts, { out, hasReference }, top, home, pages, (file) => sources.add(file))
    writeSources(facts.root, out, sources)
    writeVectors(facts, out)
    writePictures(facts, out)
    await bundle(facts.root, out)
    return [...trouble, ...check(out)]
  } finally {
    rmSync(written, { recursive: true })
  }
}

/** Writes the Markdown of a page and of those below it; returns its file. */
const writePage = (folder: string, page: Page): string => {
  const file = join(folder, `${page.path}.md`)
  const children = (page.children ?? []).map((child) => writePage(folder, child))
  mkdirSync(dirname(file), { recursive: true })
  const matter = [
    `title: ${JSON.stringify(page.title)}`,
    `path: ${JSON.stringify(page.path)}`,
    ...(children.length === 0 ? [] : ['children:', ...children.map((child) => `  - ${JSON.stringify(child)}`)]),
  ]
  writeFileSync(file, `---\n${matter.join('\n')}\n---\n\n${page.markdown}\n`)
  return file
}

/** The style of the site, which stands in several files, as one; of equal rules the later file's counts. */
const styleOf = (root: string, file: string): string => {
  const folder = join(root, 'docs/theme')
  const names = readdirSync(folder).filter((name) => name.endsWith('.css'))
  writeFileSync(
    file,
    names
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n'),
  )
  return file
}

/** A project of one file and what it imports, so that no tests are read. */
const onlyFor = (file: string, root: string, entry: string): string => {
  const types = [join(root, 'node_modules/@types')]
  const compilerOptions = { typeRoots: types, rootDir: root }
  writeFileSync(
    file,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: [entry] }),
  )
  return file
}

const render = async (
  { root }: Facts,
  { out, hasReference }: Plan,
  documents: ReadonlyArray<string>,
  home: string,
  pages: ReadonlyArray<Page>,
  onSource: (file: string) => void,
): Promise<ReadonlyArray<string>> => {
  const entry = join(root, hasReference ? 'index.ts' : 'spec/version.ts')
  const options: TypeDocOptions = {
    options: join(root, 'typedoc.json'),
    tsconfig: onlyFor(join(dirname(home), 'tsconfig.json'), root, entry),
    entryPoints: [entry],
    basePath: root,
    displayBasePath: root,
    readme: home,
    projectDocuments: [...documents],
    favicon: join(root, 'docs/theme/favicon.svg'),
    customCss: styleOf(root, join(dirname(home), 'style.css')),
    out,
    logLevel: 'Warn',
  }
  const app = await Application.bootstrapWithPlugins(options, [new TypeDocReader(), new TSConfigReader()])
  install(app, flat(pages), onSource)
  const project = await app.convert()
  if (project === undefined) return ['the library cannot be read']
  app.validate(project)
  await app.generateOutputs(project)
  cpSync(join(root, 'vectors'), join(out, 'vectors'), { recursive: true })
  return app.logger.hasErrors() || app.logger.hasWarnings() ? ['typedoc has complaints, above'] : []
}
