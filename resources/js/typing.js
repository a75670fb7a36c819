/*
 * What was typed or ticked and not sent survives the replacing of its part of the page: completing one task must not
 * empty the line in which the next one is being written, nor lose a selection.
 */
/** Something typed into the open task's form is not saved yet: it was changed, or refused. */
export function hasUnsavedEdit() {
  if (document.querySelector('[data-edit-form] :is([aria-invalid="true"], .alert, [data-ask])')) {
    return true
  }
  return [...document.querySelectorAll('[data-edit-form] :is(input, textarea, select)')].some(
    isChanged
  )
}

export function rememberTyping(sent) {
  const fields = [
    ...document.querySelectorAll(
      '#main :is(input, textarea, select), #pane :is(input, textarea, select)'
    ),
  ]
  const changed = fields.filter((field) => isChanged(field) && !wasSent(field, sent)).map(remember)
  return () => changed.forEach(({ selector, apply }) => apply(document.querySelector(selector)))
}

/** Other than the page came with it: typed, or filled in again by the browser. */
export function isChanged(field) {
  if (field.type === 'hidden') return false
  if (field.type === 'checkbox' || field.type === 'radio') {
    return field.checked !== field.defaultChecked
  }
  if (field.localName === 'select') {
    return [...field.options].some((option) => option.selected !== option.defaultSelected)
  }
  return field.value !== field.defaultValue
}

/** The rows' form sends the ticked boxes with a bulk action only; a single row's circle leaves them ticked. */
function wasSent(field, sent) {
  if (!sent || field.form !== sent) return false
  return sent.id !== 'rows' || sent.dataset.bulk === 'true'
}

function remember(field) {
  return {
    selector: selectorOf(field),
    apply(same) {
      if (!same || addressOf(same) !== addressOf(field)) return // the form of another task
      if (field.type === 'checkbox' || field.type === 'radio') same.checked = field.checked
      else same.value = field.value
      same.dispatchEvent(
        new Event(field.type === 'checkbox' ? 'change' : 'input', { bubbles: true })
      )
    },
  }
}

function addressOf(field) {
  return field.form?.getAttribute('action')
}

function selectorOf(field) {
  if (field.id) return `#${CSS.escape(field.id)}`
  const region = field.closest('#main, #pane').id
  const value =
    field.type === 'checkbox' || field.type === 'radio'
      ? `[value="${CSS.escape(field.value)}"]`
      : ''
  return `#${region} [name="${CSS.escape(field.name)}"]${value}`
}
