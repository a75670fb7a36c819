/*
 * Fetches a page and puts its regions in the place of ours. The server renders whole pages and nothing special: a
 * region is an element with one of these ids, and what a page without script would show is what is put there.
 */
import { rememberFocus } from './focus.js'
import { rememberTyping } from './typing.js'
import { letRowsLeave } from './leaving.js'
import { say } from './announce.js'
import { leaveTo } from './unsaved.js'
import { whenNothingIsPressed } from './pressing.js'
import { lookForWhatIsComing } from './pending.js'

const REGIONS = ['side', 'main', 'pane', 'toasts']
const QUIET_REGIONS = ['side', 'main']

let queue = Promise.resolve()
let waiting = 0

let shown = location.href

/** Of the page that is shown; after Back the browser's own is ahead of it. */
export const shownAddress = () => shown

/**
 * Fetches `url` and shows it; without one the page that is shown when its turn comes. `body` makes it a POST (redirects
 * are followed); `entry` says what becomes of the browser's history: 'push', 'replace' or 'keep'; `focus` is called when
 * the page stands and may move the focus. `sent` is the form that was sent: what was typed in it is done with. What a
 * person did not ask for is done `quietly`: the message and the open task stay, and a failure is not told.
 */
export function load(url, options = {}) {
  const weight = options.quietly ? 0 : 1 // a look makes nobody's page old news
  waiting += weight
  const focusBefore = document.activeElement
  return inTurn(() => loadNow(url, { ...options, focusBefore }).finally(() => (waiting -= weight)))
}

/** Requests go one after the other, so that each answer is rendered from a state that has the one before it. */
export function inTurn(request) {
  const turn = queue.then(request)
  queue = turn.catch(() => {})
  return turn
}

async function loadNow(url, { body, entry = 'push', focus, focusBefore, sent, quietly }) {
  let answer
  try {
    answer = await fetch(url ?? shown, {
      method: body ? 'POST' : 'GET',
      body,
      headers: { 'X-Fragment': '1', 'Accept': 'text/html' },
      credentials: 'same-origin',
    })
  } catch {
    if (!quietly) say('The server cannot be reached. Check the connection, then try again.')
    return false
  }

  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (!page.getElementById('main')) {
    if (quietly) return false
    return showElsewhere(answer, page)
  }

  const isLast = waiting === (quietly ? 0 : 1)
  await show(page, { isLast, focus: unlessMoved(focus, focusBefore), sent, quietly })
  keepHistory(answer, entry, page.title)
  return answer.ok
}

/** An answer that is no page of this layout: a problem is said, anything else (signed out) is gone to. */
function showElsewhere(answer, page) {
  const problem = page.querySelector('[data-problem]')
  if (problem && answer.redirected) {
    leaveTo(listAddress())
  } // done, but the page it came from is gone
  else if (problem) say([...problem.children].map((line) => line.textContent.trim()).join('. '))
  else if (answer.ok) leaveTo(answer.url)
  else say('That did not work. Reload the page, then try again.')
  return false
}

/** A person who went elsewhere while we waited stays there. */
function unlessMoved(focus, focusBefore) {
  const now = document.activeElement
  return now === focusBefore || now === document.body ? focus : undefined
}

/** The list that lies under an open task; without one, where we are. */
function listAddress() {
  return document.querySelector('#pane [data-close]')?.href ?? location.href
}

async function show(page, { isLast, focus, sent, quietly }) {
  // While more requests wait, this page is already old news: only its message counts.
  const regions = (isLast ? REGIONS : ['toasts']).filter(
    (id) => !quietly || QUIET_REGIONS.includes(id)
  )
  if (isLast) await letRowsLeave(page)
  await whenNothingIsPressed()

  const restoreFocus = rememberFocus()
  const restoreTyping = rememberTyping(sent)
  for (const id of regions) replaceRegion(id, page)
  if (!isLast) return

  document.getElementById('app').className = page.getElementById('app').className
  document.title = page.title
  restoreTyping()
  if (!focus?.()) restoreFocus()
  lookForWhatIsComing()
}

function replaceRegion(id, page) {
  const ours = document.getElementById(id)
  const theirs = page.getElementById(id)
  if (ours && theirs) ours.replaceChildren(...theirs.childNodes)
}

function keepHistory(answer, entry, title) {
  const url = new URL(answer.url)
  shown = url.href
  if (entry === 'keep' || url.origin !== location.origin) return
  const isSame = url.pathname + url.search === location.pathname + location.search
  if (isSame) return
  history[entry === 'replace' ? 'replaceState' : 'pushState']({ fragments: true }, title, url)
}
