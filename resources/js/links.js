import { load } from './fragments.js'
import { hasUnsavedEdit } from './typing.js'

/** From here on a task lies beside its list; below, it is a page of its own and the browser does the going. */
const hasThreeColumns = matchMedia('(width >= 70rem)')

/** Opens, edits and closes a task in its column without a reload. */
export function listenForLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.task .open, a[data-edit], a[data-close], a[data-cancel]')
    if (!link || !isPlainClick(event) || !hasThreeColumns.matches) return
    event.preventDefault()
    if (hasUnsavedEdit() && !confirm('Leave without saving what you typed?')) return
    follow(link)
  })

  addEventListener('popstate', () => load(location.href, { entry: 'keep' }))
}

function isPlainClick(event) {
  return (
    event.button === 0 &&
    !event.metaKey &&
    !event.ctrlKey &&
    !event.shiftKey &&
    !event.altKey &&
    !event.defaultPrevented
  )
}

function follow(link) {
  const openTask = document.querySelector('.task[aria-current] .open')?.closest('.task').id
  const focus = link.matches('[data-close]')
    ? () => focusOn(`#${CSS.escape(openTask ?? '')} .open`)
    : focusOnTask
  load(link.getAttribute('href'), { entry: 'push', focus }).then(() =>
    document.getElementById('pane')?.scrollTo({ top: 0 })
  )
}

function focusOnTask() {
  return focusOn('#pane [autofocus]') || focusOn('#task-title')
}

function focusOn(selector) {
  const found = selector.startsWith('# ') ? null : document.querySelector(selector)
  found?.focus({ preventScroll: false })
  return Boolean(found)
}
