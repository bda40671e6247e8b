import * as E from 'fp-ts/lib/Either.js'
import type { Json } from '../../conformance/kit/kit.js'
import { html, type Markup } from '../../conformance/report/markup.js'
import { SPECIFICATION } from '../../spec/version.js'
import { evaluate, type Played, plain, play } from '../player/play.js'
import { asTrace, readTraceLink, type Trace, traceLink } from '../player/trace-link.js'
import { area, eventEditor, readField } from './editor.js'
import { resultHtml } from './result.js'
import { eventList, modelAnswer, moments, verdicts } from './view.js'

// The player: what it plays stands in the address, `#vector=ID` or `#trace=...`. What is changed is written back there.

const root = document.querySelector<HTMLElement>('#the-player') as HTMLElement

let original: Trace | undefined
let trace: Trace | undefined
let played: Played | undefined
let at = 1

const put = (selector: string, markup: Markup): void => {
  const place = root.querySelector(selector)
  if (place !== null) place.innerHTML = markup.markup
}

const problem = (message: string): void => {
  root.innerHTML =
    html`<div class="verdict bad" role="alert"><b>This link cannot be played:</b> ${message}.<br>Begin with one of the runs below, or open a vector from the page of its clause.</div>`.markup
}

/** Answers stay as they are when an event is changed, so that the clauses show what no longer fits. */
const begin = (loaded: Trace): void => {
  original = loaded
  const first = loaded.kind === 'function' ? E.left('') : play(loaded)
  const answers =
    E.isRight(first) && first.right.steps.length === loaded.events?.length ? answersOf(first.right) : undefined
  trace = answers === undefined ? loaded : { ...loaded, answers }
  at = Math.max(1, loaded.events?.length ?? 1)
  root.innerHTML = frame(trace).markup
  if (trace.kind === 'function') showFunction()
  else replay()
  showEditor()
  remember(false)
}

const answersOf = ({ steps }: Played): ReadonlyArray<Json> => steps.map(({ answer }) => answer)

const frame = ({ title, comment, specification, chapter, params, kind }: Trace): Markup => html`
<section class="play" aria-label="Run">
<h2 id="run">${title}</h2>
${comment === undefined ? '' : html`<p>${comment}</p>`}
<p class="quiet">Chapter <a href="chapters/${chapter}.html">${chapter}</a></p>
${specification === SPECIFICATION ? '' : html`<p class="outdated" role="status">This run was made for version ${specification} of the specification; this page has version ${SPECIFICATION}, and plays it by the rules of that.</p>`}
<div class="trouble" role="alert"></div>
${
  kind === 'function'
    ? html`<div class="editor one"></div><h3>Result</h3><div class="result"></div>`
    : html`<details class="params"><summary>Opened with</summary><label><span class="sr">parameters</span>${area('data-params', 'params', params ?? null)}</label></details>
<div class="controls"><button type="button" data-do="back" aria-label="Back">←<span class="word"> Back</span></button><output></output><button type="button" data-do="forward" aria-label="Forward"><span class="word">Forward </span>→</button></div>
<ol class="events"></ol>
<div class="clauses-now"></div>
<div class="sides"><div><h3>Event <span class="at"></span></h3><div class="editor event"></div><div class="row"><button type="button" data-do="copy">Copy this event</button><button type="button" data-do="remove">Remove it</button></div></div>
<div><h3>Answer of the exchange</h3><div class="editor answer"></div><div class="model"></div></div></div>
<div class="moments"></div>`
}
<div class="row"><button type="button" data-do="share">Copy the link</button>${kind === 'function' ? '' : html`<button type="button" data-do="model">Answer all as the model does</button>`}<button type="button" data-do="undo">Undo all changes</button><span class="said" role="status"></span></div>
</section>`

const replay = (): void => {
  if (trace === undefined) return
  const result = play(trace)
  put('.trouble', E.isLeft(result) ? html`<p class="verdict bad">${result.left}</p>` : html``)
  if (E.isLeft(result)) return
  played = result.right
  show()
}

const show = (): void => {
  if (trace === undefined || played === undefined) return
  const events = trace.events ?? []
  put('.events', eventList(played, events, at))
  put('.clauses-now', verdicts(played, at, trace))
  put('.moments', moments(played, at))
  put('.model', modelAnswer(played, at))
  put('output', html`Event ${at} of ${events.length}`)
  put('.at', html`${at}`)
  const disable = (what: string, is: boolean): void => {
    const button = root.querySelector<HTMLButtonElement>(`[data-do="${what}"]`)
    if (button !== null) button.disabled = is
  }
  disable('back', at <= 1)
  disable('forward', at >= events.length)
  disable('remove', events.length <= 1)
}

const showEditor = (): void => {
  if (trace === undefined) return
  if (trace.kind === 'function')
    return put(
      '.editor.one',
      html`<label class="long"><span>arguments</span>${area('data-arguments', 'arguments', trace.arguments ?? null)}</label>`,
    )
  const event = trace.events?.[at - 1]
  if (event !== undefined) put('.editor.event', eventEditor(event))
  const answer = trace.answers?.[at - 1]
  if (answer !== undefined)
    put(
      '.editor.answer',
      html`<label class="long"><span class="sr">answer</span>${area('data-answer', 'answer', answer)}</label>`,
    )
}

const showFunction = (): void => {
  if (trace === undefined) return
  const result = evaluate(trace)
  put('.result', E.isLeft(result) ? html`<p class="verdict bad">${result.left}</p>` : resultHtml(trace, result.right))
}

/** Writes the run into the address; a vector that nobody changed keeps its own. */
const remember = (isChanged = true): void => {
  if (trace !== undefined && isChanged) history.replaceState(null, '', `#trace=${traceLink(trace)}`)
}

const change = (changes: Partial<Trace>, isEdited = false): void => {
  if (trace === undefined) return
  trace = { ...trace, ...changes }
  at = Math.min(at, Math.max(1, trace.events?.length ?? 1))
  if (trace.kind === 'function') showFunction()
  else replay()
  if (!isEdited) showEditor()
  remember()
}

const replaced = <A>(list: ReadonlyArray<A>, i: number, value: A): ReadonlyArray<A> =>
  list.map((one, j) => (j === i ? value : one))

const go = (to: number): void => {
  at = Math.max(1, Math.min(trace?.events?.length ?? 1, to))
  show()
  showEditor()
}

const say = (words: string): void => put('.said', html`${words}`)

const actions: Readonly<Record<string, () => void>> = {
  back: () => go(at - 1),
  forward: () => go(at + 1),
  take: () => {
    const step = played?.steps[at - 1]
    if (step !== undefined) change({ answers: replaced(trace?.answers ?? [], at - 1, plain(step.model)) })
  },
  model: () => {
    if (trace === undefined) return
    const { answers: _, ...rest } = trace
    const result = play(rest)
    if (E.isRight(result) && result.right.stopped === undefined) change({ answers: answersOf(result.right) })
  },
  copy: () => insert(),
  remove: () => change({ events: without(trace?.events ?? []), answers: without(trace?.answers ?? []) }),
  undo: () => {
    if (original !== undefined) begin(original)
    remember()
  },
  share: () => {
    remember()
    navigator.clipboard?.writeText(location.href).then(
      () => say('The link is copied; it carries the run.'),
      () => say('The link is in the address bar; it carries the run.'),
    )
  },
}

const without = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> => list.filter((_, i) => i !== at - 1)

const insert = (): void => {
  const twice = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> =>
    list.flatMap((one, i) => (i === at - 1 ? [one, one] : [one]))
  at += 1
  change({ events: twice(trace?.events ?? []), answers: twice(trace?.answers ?? []) })
}

root.addEventListener('click', (event) => {
  const target = event.target as HTMLElement
  const action = target.closest<HTMLElement>('[data-do]')?.dataset.do
  if (action !== undefined) actions[action]?.()
  const to = target.closest<HTMLElement>('[data-to]')?.dataset.to
  if (to === undefined) return
  event.preventDefault()
  go(Number(to))
  root.querySelector<HTMLElement>('[aria-current]')?.focus()
})

root.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (by === undefined || /^(INPUT|TEXTAREA)$/.test(target.tagName) || event.altKey || event.ctrlKey || event.metaKey)
    return
  event.preventDefault()
  go(at + by)
})

root.addEventListener('input', (event) => {
  const target = event.target as HTMLInputElement | HTMLTextAreaElement
  const { field, answer, params, arguments: args } = target.dataset
  const read = (before: Json): Json | undefined => {
    const value = readField(target.value, before)
    target.setAttribute('aria-invalid', String(value === undefined))
    return value
  }
  if (trace === undefined) return
  if (field !== undefined) editEvent(field, read)
  if (answer !== undefined)
    withValue(read({}), (value) => change({ answers: replaced(trace?.answers ?? [], at - 1, value) }, true))
  if (params !== undefined) withValue(read({}), (value) => change({ params: value }, true))
  if (args !== undefined) withValue(read({}), (value) => change({ arguments: value }, true))
})

const withValue = (value: Json | undefined, then: (value: Json) => void): void => {
  if (value !== undefined) then(value)
}

const editEvent = (field: string, read: (before: Json) => Json | undefined): void => {
  const events = trace?.events ?? []
  const event = events[at - 1] as { readonly [key: string]: Json }
  const value = read(event[field] ?? '')
  if (value !== undefined) change({ events: replaced(events, at - 1, { ...event, [field]: value }) }, true)
}

/** A vector comes as a script, so that a page that was opened from a disk can have it too. */
const loadVector = (id: string): void => {
  if (!/^[a-z-]+\/[a-z]+\/[\w.:-]+$/.test(id)) return problem(`“${id}” is not the id of a vector`)
  const script = document.createElement('script')
  script.src = `vectors/${id}.js`
  script.onerror = () => problem(`there is no vector “${id}” in version ${SPECIFICATION}`)
  document.head.append(script)
}

const take = (value: E.Either<string, Trace>): void => {
  if (E.isLeft(value)) return problem(value.left)
  const { kind } = value.right
  const tried = kind === 'function' ? evaluate(value.right) : play(value.right)
  if (E.isLeft(tried) && kind !== 'function') return problem(tried.left)
  begin(value.right)
}

Object.assign(window, { touchstoneVector: (vector: unknown) => take(asTrace(vector)) })

const open = (): void => {
  const [, what, value = ''] = /^#(vector|trace)=(.*)$/.exec(location.hash) ?? []
  if (what === 'vector') loadVector(decodeURIComponent(value))
  else if (what === 'trace') take(readTraceLink(value))
  else if (trace === undefined) root.innerHTML = ''
}

window.addEventListener('hashchange', open)
open()
