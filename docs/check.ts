import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { clauseTexts } from '../spec/clauses.js'

const filesIn = (out: string, ext: string): ReadonlyArray<string> =>
  readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ext))

const attributes = (html: string, name: string): ReadonlyArray<string> =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value as string)

/** Every link of the site that leads nowhere: the page it is on, and where it was to lead. */
export const brokenLinks = (out: string): ReadonlyArray<string> => {
  const ids = new Map<string, ReadonlySet<string>>()
  const idsOf = (file: string): ReadonlySet<string> => {
    const known = ids.get(file)
    if (known !== undefined) return known
    const found = new Set(attributes(readFileSync(join(out, file), 'utf8'), 'id'))
    ids.set(file, found)
    return found
  }
  return filesIn(out, '.html').flatMap((page) => {
    const html = readFileSync(join(out, page), 'utf8')
    const links = new Set([...attributes(html, 'href'), ...attributes(html, 'src')])
    return [...links].flatMap((link) => {
      const [path = '', place] = link.replaceAll('&amp;', '&').split('#') as [string, string | undefined]
      if (/^[a-z]+:/.test(link)) return /^(https?|mailto|data):/.test(link) ? [] : [`${page}: ${link}`]
      const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
      const full = join(out, file)
      if (!existsSync(full) || !statSync(full).isFile()) return [`${page}: ${link}`]
      if (place === undefined || place === '' || isState(file, place) || !file.endsWith('.html')) return []
      return idsOf(file).has(decodeURIComponent(place)) ? [] : [`${page}: ${link}`]
    })
  })
}

/** The player takes what it plays from after the `#`; the places of typedoc's hierarchy are made by its script. */
const isState = (file: string, place: string): boolean =>
  file === 'hierarchy.html' || (file === 'player.html' && /^(vector|trace)=/.test(place)) || file.endsWith('.svg')

/** Vectors that the player is sent to and that are not there. */
export const missingVectors = (out: string): ReadonlyArray<string> =>
  filesIn(out, '.html').flatMap((page) =>
    [...readFileSync(join(out, page), 'utf8').matchAll(/player\.html#vector=([^"]+)"/g)].flatMap(([, id]) =>
      existsSync(join(out, 'vectors', `${id}.js`)) ? [] : [`${page}: there is no vector ${id}`],
    ),
  )

/** Clauses that no chapter shows, or that are shown twice. */
export const wronglyShown = (out: string): ReadonlyArray<string> => {
  const shown = filesIn(join(out, 'chapters'), '.html').flatMap((page) =>
    [...readFileSync(join(out, 'chapters', page), 'utf8').matchAll(/<details class="clause" id="([^"]+)"/g)].map(
      ([, id]) => ({ id, page }),
    ),
  )
  return clauseTexts.flatMap(({ id }) => {
    const pages = shown.filter((one) => one.id === id).map(({ page }) => page)
    return pages.length === 1
      ? []
      : [`${id}: ${pages.length === 0 ? 'is shown nowhere' : `is shown in ${pages.join(', ')}`}`]
  })
}

/** Places of a page that have one name. */
const doubled = (out: string): ReadonlyArray<string> =>
  filesIn(out, '.html').flatMap((page) => {
    const ids = attributes(readFileSync(join(out, page), 'utf8'), 'id')
    return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map((id) => `${page}: two places are named ${id}`)
  })

/** Everything that is wrong with a site that was written. */
export const check = (out: string): ReadonlyArray<string> => [
  ...wronglyShown(out),
  ...brokenLinks(out).map((line) => `broken link: ${relative('.', line)}`),
  ...missingVectors(out),
  ...doubled(out),
]
