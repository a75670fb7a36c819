import { isChanged } from '../typing.js'

/** The words and dates follow what is chosen; so long after the last change, that typing is not asked about letter by letter. */
const PAUSE_MS = 250

/**
 * How a task repeats. The server says what the fields mean: it is sent those of the form that matter, and answers with the
 * control as a page without script would have it. From that the preview is taken, and what there is to choose.
 */
export function repeat() {
  return {
    timer: null,
    asked: 0,
    form: null,
    listener: null,
    onReturn: null,
    init() {
      this.form = this.$root.closest('form')
      this.onReturn = () => isFilledAgain(this.form) && this.askSoon()
      this.listener = ({ target }) => isOfRepeat(target.name) && this.askSoon()
      this.form.addEventListener('input', this.listener)
      addEventListener('pageshow', this.onReturn)
    },
    destroy() {
      clearTimeout(this.timer)
      this.form.removeEventListener('input', this.listener)
      removeEventListener('pageshow', this.onReturn)
    },
    askSoon() {
      forgetHalfADate(this.$root.querySelector('#repeat_until'))
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.ask(), PAUSE_MS)
    },
    async ask() {
      const turn = ++this.asked
      const fields = [...new FormData(this.form)].filter(([name]) => isOfRepeat(name))
      const answer = await fetch(this.$root.dataset.address, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'X-Fragment': 'repeat', 'Accept': 'text/html' },
      }).catch(() => null)
      if (!answer?.ok || answer.redirected) return
      const control = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (turn === this.asked && this.$root.isConnected) this.show(control)
    },
    show(control) {
      const find = (selector) => [this.$root, control].map((one) => one.querySelector(selector))
      const [preview, newPreview] = find('#repeat-preview')
      preview.replaceChildren(...newPreview.childNodes)
      takeChoices(...find('#repeat'))
      for (const theirs of control.querySelectorAll('.input')) markAs(theirs)
    },
  }
}

function isOfRepeat(name) {
  return /^(_csrf|repeat|due_)/.test(name)
}

/** After Back or a reload a browser chooses again what was chosen, and sends no event. */
function isFilledAgain(form) {
  return [...form.elements].some((field) => isOfRepeat(field.name) && isChanged(field))
}

/** A browser does not send a form that holds half a date, nor can it say so of a field that is hidden. */
function forgetHalfADate(field) {
  if (field.validity.badInput && !field.checkVisibility()) field.value = ''
}

/** What was chosen stays so, and what the page came with counts as untouched. */
function takeChoices(ours, theirs) {
  const values = (select) => [...select.options].map(({ value }) => value).join()
  if (values(ours) === values(theirs)) return
  const { value } = ours
  const untouched = [...ours.options].find((option) => option.defaultSelected)?.value
  ours.replaceChildren(...theirs.options)
  for (const option of ours.options) option.defaultSelected = option.value === untouched
  ours.value = value
}

/** The field that is wrong, and no other, says so. */
function markAs(theirs) {
  const ours = document.getElementById(theirs.id)
  for (const name of ['aria-invalid', 'aria-describedby']) {
    if (theirs.hasAttribute(name)) ours?.setAttribute(name, theirs.getAttribute(name))
    else ours?.removeAttribute(name)
  }
}
