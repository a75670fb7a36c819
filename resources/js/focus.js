/*
 * After its part of the page was replaced, the focus goes to the same control of the same row; when that row is gone,
 * to the row that took its place; in an emptied list to the list's name. Elements with an id are found by it.
 */
const CONTROLS = ['.check', '.open', '.pick']

export function rememberFocus() {
  const active = document.activeElement
  if (!active || active === document.body) return () => {}

  const row = active.closest('.task')
  const control = row && CONTROLS.find((selector) => active.matches(selector))
  const place = row ? rows().indexOf(row) : -1
  const selection = selectionOf(active)
  const region = active.closest('#side, #main, #pane, #toasts')

  return () => {
    if (document.activeElement !== document.body) return
    if (control) return focusRow(row.id, place, control)
    const same = active.id && document.getElementById(active.id)
    if (same) {
      same.focus({ preventScroll: true })
      if (selection && 'setSelectionRange' in same) same.setSelectionRange(...selection)
    } else if (region) focusRegion(region.id)
  }
}

export function rows() {
  return [...document.querySelectorAll('#main .task')]
}

/** Of what was closed just now the next one comes, under the same id: nothing can be done with it yet. */
function focusRow(id, place, control) {
  const left = rows().filter((row) => !row.matches('.pending'))
  const row = left.find((one) => one.id === id) ?? left[Math.min(place, left.length - 1)]
  const target = row?.querySelector(control) ?? document.querySelector('#main h1')
  focusQuietly(target)
}

/** What had the focus has gone with its region: stay near it. */
function focusRegion(id) {
  if (id === 'pane') {
    focusQuietly(document.querySelector('#pane h1') ?? document.querySelector('#main h1'))
  } else if (id !== 'side') {
    focusQuietly(
      document.querySelector('.task[aria-current] .open') ?? document.querySelector('#main h1')
    )
  }
}

function focusQuietly(element) {
  if (!element) return
  if (element.matches('h1')) element.tabIndex = -1
  element.focus({ preventScroll: true })
}

function selectionOf(element) {
  try {
    return element.selectionStart === null || element.selectionStart === undefined
      ? null
      : [element.selectionStart, element.selectionEnd]
  } catch {
    return null // some kinds of input have none
  }
}
