/*
 * One key, one thing. Each key presses a link or a button that is on the page, so a key can do no more than a person
 * with a pointer. Off while a field has the focus, with Ctrl, Alt or Meta, and when switched off in the list of keys.
 */
import { rows } from './focus.js'
import { areSingleKeysOn, openShortcuts } from './components/shortcuts.js'

const actions = {
  'n': () => focusOn('#add-title') || follow('.brand'),
  '/': () => focusOn('#q'),
  'j': () => moveBy(1),
  'k': () => moveBy(-1),
  'x': () => press(currentRow()?.querySelector('.pick')),
  'c': () => press(currentCheck()),
  'e': edit,
  'u': () => press(document.querySelector('#undo .undo')),
  '?': () => openShortcuts(),
}

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') return escape(event)
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    const isAllowed = areSingleKeysOn() || event.key === '?'
    const action = isAllowed && Object.hasOwn(actions, event.key) && actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
}

function isTyping(target) {
  return (
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])') ||
    target.isContentEditable
  )
}

/** The row with the focus; without one, the open task's row. */
function currentRow() {
  return document.activeElement?.closest('.task') ?? document.querySelector('.task[aria-current]')
}

function currentCheck() {
  const inPane = document.activeElement?.closest('#pane') || isAlone()
  return (inPane && document.getElementById('task-check')) || currentRow()?.querySelector('.check')
}

/** Below three columns an open task hides its list. */
function isAlone() {
  const list = document.getElementById('main')
  return document.getElementById('task-title') && list.offsetParent === null
}

function moveBy(step) {
  const all = rows()
  if (all.length === 0) return
  const from = all.indexOf(currentRow())
  const to =
    from === -1
      ? step > 0
        ? 0
        : all.length - 1
      : Math.min(Math.max(from + step, 0), all.length - 1)
  const link = all[to].querySelector('.open')
  link.focus({ preventScroll: true })
  all[to].scrollIntoView({ block: 'nearest' })
}

/** Edits the task with the focus: the open one by its own link, another one by opening its form. */
function edit() {
  const row = document.activeElement?.closest('.task')
  const isOpen = !row || row.hasAttribute('aria-current')
  if (isOpen) return press(document.querySelector('#pane [data-edit]'))
  const address = new URL(row.querySelector('.open').href)
  const link = document.createElement('a')
  link.href = `${address.pathname}/edit${address.search}`
  link.dataset.edit = ''
  link.hidden = true
  document.getElementById('content').append(link)
  link.click()
  link.remove()
}

/** Closes the innermost thing that is open: a menu closes itself; then a field, the selection, the task. */
function escape(event) {
  const field = event.target
  if (field.id === 'q' || field.id === 'add-title') return field.blur()
  if (isTyping(field) || document.querySelector('dialog[open], [popover]:popover-open')) return
  const picked = document.querySelectorAll('.pick:checked')
  if (picked.length) return picked.forEach((box) => press(box))
  press(document.querySelector('#pane [data-close]'))
}

function press(element) {
  element?.click()
  return Boolean(element)
}

function focusOn(selector) {
  const found = document.querySelector(selector)
  if (!found || found.offsetParent === null) return false
  found.focus()
  found.select?.()
  return true
}

function follow(selector) {
  document.querySelector(selector)?.click()
}
