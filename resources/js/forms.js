import { load } from './fragments.js'
import { announceBusy } from './leaving.js'

/** Sends forms marked `data-fragment` by fetch; everything else is left to the browser. */
export function listenForForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || !form.hasAttribute('data-fragment')) return
    event.preventDefault()
    send(form, event.submitter)
  })

  // A title is one line, though its field shows several: Enter sends it, as Ctrl+Enter does from any field.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.form) return
    const sends = event.target.hasAttribute('data-one-line') || event.ctrlKey || event.metaKey
    if (!sends || event.target.localName !== 'textarea') return
    event.preventDefault()
    event.target.form.requestSubmit()
  })

  // Enter in a field of the bulk bar presses the button next to it (the form's own first button is disabled).
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('.bulk input:not(.pick)')) return
    event.preventDefault()
    event.target.closest('.body').querySelector('button').click()
  })
}

function send(form, button) {
  // getAttribute, because a button named "action" hides the form's own property.
  const action = button?.getAttribute('formaction') ?? form.getAttribute('action')
  const fields = new URLSearchParams(new FormData(form, button))
  if (form.getAttribute('method') === 'get') return ask(form, action, fields)

  if (form.getAttribute('aria-busy') === 'true' && form.id !== 'rows') return
  form.setAttribute('aria-busy', 'true')
  form.dataset.bulk = button?.name === 'action'
  const undoLook = announceBusy(button)
  load(action, {
    body: fields,
    entry: 'replace',
    sent: form,
    focus: () => afterSending(form),
  }).then((went) => {
    form.removeAttribute('aria-busy')
    if (!went) undoLook()
  })
}

/** A question (search, filter, order) leaves out what was left empty, so that its address stays short. */
function ask(form, action, fields) {
  for (const [name, value] of [...fields]) if (value === '') fields.delete(name, value)
  const query = fields.size ? `?${fields}` : ''
  load(action + query, { entry: 'push', sent: form, focus: focusListName }).then(() =>
    scrollTo({ top: 0 })
  )
}

/** What was asked for is below the list's name; from there `j` goes to the first task. */
function focusListName() {
  const name = document.querySelector('#main h1')
  name.tabIndex = -1
  name.focus({ preventScroll: true })
  return true
}

/** The first field with an error gets the focus; a saved form gives it to the task it belongs to. */
function afterSending(form) {
  const wrong = document.querySelector('#main [aria-invalid="true"], #pane [aria-invalid="true"]')
  const asked = document.querySelector('#pane [data-ask] :checked')
  if (wrong ?? asked) (wrong ?? asked).focus()
  else if (form.hasAttribute('data-edit-form')) document.getElementById('task-title')?.focus()
  else return false
  return true
}
