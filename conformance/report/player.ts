/**
 * The script of the HTML report. Without it all text is on the page; with it the players step, the clauses are
 * filtered, and paper shows all. It is kept as text because it runs in the reader's browser, not here.
 */
export const playerScript = `'use strict'
document.documentElement.classList.add('js')

const players = []
for (const player of document.querySelectorAll('[data-player]')) {
  const links = [...player.querySelectorAll('.events a')]
  const moments = [...player.querySelectorAll('.moment')]
  const [back, forward] = player.querySelectorAll('button')
  const output = player.querySelector('output')
  let at = links.length
  const show = (to) => {
    at = Math.max(1, Math.min(links.length, to))
    links.forEach((link, i) => {
      if (i === at - 1) link.setAttribute('aria-current', 'step')
      else link.removeAttribute('aria-current')
    })
    for (const moment of moments) {
      const mine = moment.dataset.at
      const role = mine === String(at - 1) ? 'Before' : mine === String(at) ? 'After' : ''
      const name = moment.querySelector('.role')
      const shown = mine === 'shown' && at === links.length
      moment.classList.toggle('on', role !== '' || shown)
      if (name) name.textContent = role === '' ? '' : role + ' event ' + at
    }
    output.textContent = 'Event ' + at + ' of ' + links.length
    back.disabled = at === 1
    forward.disabled = at === links.length
  }
  const keys = { ArrowLeft: () => at - 1, ArrowRight: () => at + 1, Home: () => 1, End: () => links.length }
  const press = (event) => {
    const to = keys[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show(to())
  }
  player.addEventListener('keydown', press)
  back.addEventListener('click', () => show(at - 1))
  forward.addEventListener('click', () => show(at + 1))
  links.forEach((link, i) =>
    link.addEventListener('click', (event) => {
      event.preventDefault()
      show(i + 1)
    }),
  )
  player.querySelector('.controls').hidden = false
  show(at)
  players.push({ player, press })
}

// Where nothing has the focus, the keys move the player that is on the screen.
document.addEventListener('keydown', (event) => {
  if (document.activeElement !== document.body || !/^Arrow(Left|Right)$/.test(event.key)) return
  const visible = players.find(({ player }) => {
    const { top, bottom, height } = player.getBoundingClientRect()
    return height > 0 && bottom > 0 && top < window.innerHeight
  })
  if (visible) visible.press(event)
})

for (const filter of document.querySelectorAll('[data-filter]')) {
  const text = filter.querySelector('input')
  const status = filter.querySelector('select')
  const output = filter.querySelector('output')
  const items = [...document.querySelectorAll('[data-clause]')]
  const groups = [...document.querySelectorAll('[data-clauses]')]
  const apply = () => {
    const wanted = text.value.trim().toLowerCase()
    for (const item of items)
      item.hidden =
        !item.textContent.toLowerCase().includes(wanted) ||
        (status.value !== '' && item.dataset.clause !== status.value)
    for (const group of groups) group.hidden = [...group.querySelectorAll('[data-clause]')].every((item) => item.hidden)
    output.textContent = items.filter((item) => !item.hidden).length + ' of ' + items.length + ' clauses'
  }
  text.addEventListener('input', apply)
  status.addEventListener('change', apply)
  filter.hidden = false
  apply()
}

// A link to something inside what is folded opens it.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true
  if (target) target.scrollIntoView()
}
window.addEventListener('hashchange', reveal)
reveal()

// Paper cannot be unfolded.
let folded = []
window.addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('details.failure:not([open])')]
  for (const details of folded) details.open = true
})
window.addEventListener('afterprint', () => {
  for (const details of folded) details.open = false
})
`
