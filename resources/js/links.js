import { load, shownAddress } from './fragments.js'
import { askBeforeLeaving, mayLeave } from './unsaved.js'

/** From here on a task lies beside its list; below, it is a page of its own and the browser does the going. */
const hasThreeColumns = matchMedia('(width >= 70rem)')

/** Opens, edits and closes a task in its column without a reload. */
export function listenForLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.task .open, a[data-edit], a[data-close], a[data-cancel]')
    if (!link || !isPlainClick(event) || !hasThreeColumns.matches) return
    event.preventDefault()
    if (mayLeave()) follow(link)
  })

  addEventListener('popstate', () => {
    // Back cannot be held up: who stays gets the form's entry in the history again.
    if (mayLeave()) load(location.href, { entry: 'keep' })
    else history.pushState({ fragments: true }, '', shownAddress())
  })

  // A page out of the browser's memory is as it was left: what has happened since, signing out too, is not in it.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && document.getElementById('main')) load(location.href, { entry: 'keep' })
  })

  askBeforeLeaving()
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
  const entry = isSameTask(link) ? 'replace' : 'push'
  load(link.getAttribute('href'), { entry, focus }).then(() =>
    document.getElementById('pane')?.scrollTo({ top: 0 })
  )
}

/** Reading and editing a task are one place: Back leads to where the task was opened from. */
function isSameTask(link) {
  const taskOf = (path) => /^\/tasks\/[^/]+/.exec(path)?.[0]
  return (
    taskOf(location.pathname) !== undefined && taskOf(location.pathname) === taskOf(link.pathname)
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
