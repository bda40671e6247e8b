// What every page of the site has: a link to something folded opens it.

const reveal = (): void => {
  const id = decodeURIComponent(location.hash.slice(1))
  const target = id === '' ? null : document.getElementById(id)
  for (let at: HTMLElement | null = target; at !== null; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true
  target?.scrollIntoView()
}

window.addEventListener('hashchange', reveal)
reveal()

// Paper cannot be unfolded.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.clause')) details.open = true
})
