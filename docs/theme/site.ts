import {
  type Application,
  DocumentReflection,
  JSX,
  KindRouter,
  PageEvent,
  type Reflection,
  RendererEvent,
} from 'typedoc'
import { from, type Page } from '../pages/page.js'

const INTERNAL = /(href|src)="site:\/([^"]*)"/g

/** Documents stand where their front matter says; all else where typedoc puts it. */
class SiteRouter extends KindRouter {
  protected override getIdealBaseName(reflection: Reflection): string {
    const path = reflection instanceof DocumentReflection ? reflection.frontmatter.path : undefined
    return typeof path === 'string' ? path : super.getIdealBaseName(reflection)
  }
}

/**
 * Makes typedoc render our pages: where they are, links that hold on every page, what a reader without scripts or with
 * a keyboard needs. Calls `onSource` for every source file that is linked to.
 */
export const install = (app: Application, pages: ReadonlyArray<Page>, onSource: (file: string) => void): void => {
  app.renderer.defineRouter('site', SiteRouter)
  app.options.setValue('router', 'site')
  const raw = (html: string) => JSX.createElement(JSX.Raw, { html })
  const byPath = new Map(pages.map((page) => [`${page.path}.html`, page]))
  app.renderer.hooks.on('body.begin', () => raw('<a class="skip" href="#the-text">Skip to the text</a>'))
  app.renderer.hooks.on('content.begin', () => raw('<span id="the-text" tabindex="-1"></span>'))
  app.renderer.hooks.on('sidebar.begin', () => raw(withoutScripts(pages)))
  app.renderer.hooks.on('body.end', (context) => {
    const page = byPath.get(context.page.url)
    return raw(
      [...(page?.scripts ?? []), 'player/site.js'].map((src) => `<script defer src="site:/${src}"></script>`).join(''),
    )
  })
  app.renderer.on(RendererEvent.BEGIN, ({ project }: RendererEvent) => {
    for (const one of Object.values(project.reflections))
      if (one instanceof DocumentReflection) one.relevanceBoost = relevance(String(one.frontmatter.path))
  })
  app.renderer.on(PageEvent.END, (event: PageEvent) => {
    event.contents = (event.contents ?? '')
      .replace(INTERNAL, (_, attribute: string, path: string) => {
        const source = /^source\/(.+)\.html(#|$)/.exec(path)?.[1]
        if (source !== undefined) onSource(source)
        return `${attribute}="${from(event.url, path)}"`
      })
      .replace(FOLDING, (summary) => summary.replace(PERMALINK, ''))
      .replace('<div class="col-content">', '<div class="col-content" role="main">')
      .replace('<meta name="description" content="Documentation for Touchstone"/>', description)
  })
}

/** In the reference a heading folds what is below it; a link inside of what folds would be a control in a control. */
const FOLDING = /<summary class="tsd-accordion-summary"[\s\S]*?<\/summary>/g
const PERMALINK = /<a href="#[^"]*" aria-label="Permalink"[\s\S]*?<\/a>/g

/** Who searches for a clause wants its page, and not a list in which it stands. */
const relevance = (path: string): number =>
  path.startsWith('clauses/')
    ? 40
    : path.startsWith('chapters/')
      ? 12
      : path === 'clauses' || path === 'traceability'
        ? 0.02
        : 1

const description =
  '<meta name="description" content="The executable specification of a provably fair exchange, and the kit that tests whether an implementation keeps it."/>'

/** The navigation is made by a script; without scripts this stands in its place. */
const withoutScripts = (pages: ReadonlyArray<Page>): string =>
  `<noscript><style>#tsd-nav-container{display:none}</style><nav aria-label="Pages"><ul>${pages
    .filter(({ path }) => !path.startsWith('clauses/'))
    .map(({ path, title }) => `<li><a href="site:/${path}.html">${title}</a></li>`)
    .join('')}</ul></nav></noscript>`
