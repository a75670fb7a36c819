/*
 * The toast region is in the page from the start, so what is put into it is read out. What it holds when the page
 * arrives would not be: it is taken out and put back.
 */
const region = () => document.getElementById('toasts')

/** Shows and reads out one sentence of our own (the server's come with its pages). */
export function say(message) {
  const box = document.createElement('div')
  box.className = 'toast'
  box.setAttribute('x-data', 'toast')
  const words = document.createElement('p')
  words.textContent = message
  const close = document.createElement('button')
  close.className = 'undo'
  close.type = 'button'
  close.textContent = 'Close'
  close.setAttribute('x-on:click', 'dismiss')
  box.append(words, close)
  region()?.replaceChildren(box)
}

export function announceFirstToast() {
  const arrived = region()?.firstElementChild
  if (arrived) setTimeout(() => arrived.isConnected && region().replaceChildren(arrived), 100)
}
