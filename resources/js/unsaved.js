/* What was typed into the open task's form is not thrown away without a question. */
import { hasUnsavedEdit } from './typing.js'

export function mayLeave() {
  return !hasUnsavedEdit() || confirm('Leave without saving what you typed?')
}

export function askBeforeLeaving() {
  addEventListener('beforeunload', ask)
}

/** Goes there without a question: the server has what was typed, and gives it back. */
export function leaveTo(url) {
  removeEventListener('beforeunload', ask)
  location.assign(url)
}

function ask(event) {
  if (hasUnsavedEdit()) event.preventDefault()
}
