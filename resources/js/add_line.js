/*
 * What the line at the top understands is shown below it while it is typed. The server reads the line and makes the
 * chips; the line itself is never changed. Parts that were taken off are kept in a field of the form.
 */
import { inTurn } from './fragments.js'
import { movedStretches } from './stretches.js'

const PAUSE_MS = 250 // of typing: chips that come and go with each key help nobody

/** The text that the stretches of a line belong to. */
const texts = new WeakMap()
let pause
let asking
let latest

export function listenForTheAddLine() {
  document.addEventListener('input', ({ target: line }) => {
    if (line.id !== 'add-title') return
    moveStretches(line)
    // The line came with a new page, and what was typed in it is back.
    if (latest?.text === line.value) box().replaceWith(latest.chips)
    clearTimeout(pause)
    pause = setTimeout(understand, PAUSE_MS, line.form)
  })

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('.add')) return
    clearTimeout(pause)
    asking?.abort()
    if (event.submitter?.name !== 'toggle') return
    event.preventDefault()
    toggle(event.target, event.submitter.value)
  })
}

const box = () => document.getElementById('understood')

function moveStretches(line) {
  const now = line.value.trimStart() // as the server counts
  const before = texts.get(line) ?? line.defaultValue
  texts.set(line, now)
  for (const field of [line.form.elements.ignore, ...box().querySelectorAll('button')]) {
    field.value = movedStretches(field.value, before, now)
  }
}

/** Takes a part off, or puts it back; the next thing to do is in the line. */
function toggle(form, stretch) {
  const { ignore, title } = form.elements
  const off = new Set(ignore.value.split(' ').filter(Boolean))
  if (stretch && !off.delete(stretch)) off.add(stretch)
  ignore.value = [...off].join(' ')
  title.focus()
  understand(form)
}

async function understand(form) {
  asking?.abort()
  asking = new AbortController()
  const { signal } = asking
  const line = form.elements.title
  const text = line.value
  try {
    const page = await inTurn(() => ask(form, signal))
    const chips = page?.getElementById('understood')
    if (!chips || !line.isConnected || line.value !== text) return
    box().replaceWith(chips)
    latest = { text, chips }
    announce(chips.dataset.said)
  } catch {
    // Out of reach, or out of date: without chips the line works as well.
  }
}

async function ask(form, signal) {
  const answer = await fetch(form.dataset.understanding, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
    headers: { 'X-Fragment': '1' },
    signal,
  })
  if (!answer.ok || answer.redirected) return undefined
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

/** Politely, and only when the meaning has changed. */
function announce(said) {
  const region = document.getElementById('understood-said')
  const words = said ? `Understood: ${said}` : region.textContent && 'Only words'
  if (region.textContent !== words) region.textContent = words
}
