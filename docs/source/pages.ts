import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { escaped } from '../../conformance/report/markup.js'
import { highlighted } from './highlight.js'

const STYLE = `:root{color-scheme:light dark;--c:#5c6370;--k:#8b1e7c;--s:#1a6334;--n:#8a4a00;--t:#fdf3cf;--l:#1c55a0}
@media (prefers-color-scheme:dark){:root{--c:#9aa2ad;--k:#e3a1db;--s:#8fd19e;--n:#e6b673;--t:#40370f;--l:#8fb8f2}}
body{margin:0;background:Canvas;color:CanvasText;font:14px/1.55 ui-monospace,Menlo,Consolas,monospace}nav{font-family:system-ui,sans-serif;padding:.8rem 1rem}a{color:var(--l)}
pre{margin:0;padding:.5rem 1rem 4rem;overflow-x:auto;counter-reset:line}
pre span{counter-increment:line;display:block;min-height:1.55em}pre span:target{background:var(--t)}
pre span::before{content:counter(line);display:inline-block;width:3.2em;margin-right:1.2em;text-align:right;color:var(--c)}
i{font-style:normal}.c{color:var(--c)}.k{color:var(--k)}.s{color:var(--s)}.n{color:var(--n)}`

/** A source file as a page, with a place for every line. */
export const sourcePage = (file: string, text: string): string => {
  const up = '../'.repeat(file.split('/').length)
  const body = file.endsWith('.ts') ? highlighted(text) : escaped(text)
  const lines = body.trimEnd().split('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(file)} | Touchstone</title><link rel="icon" href="${up}assets/favicon.svg"><style>${STYLE}</style></head><body><nav aria-label="Site"><a href="${up}index.html">Touchstone</a> / ${escaped(file)}</nav><main><h1 style="position:absolute;clip-path:inset(50%)">${escaped(file)}</h1><pre tabindex="0" role="region" aria-label="Source">${lines
    .map((line, i) => `<span id="L${i + 1}">${line}</span>`)
    .join('')}</pre></main></body></html>`
}

/** Writes the pages of source files. */
export const writeSources = (root: string, out: string, files: ReadonlySet<string>): void => {
  for (const file of files) {
    const to = join(out, 'source', `${file}.html`)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, sourcePage(file, readFileSync(join(root, file), 'utf8')))
  }
}
