/*
 * A page that is replaced between the press of a button and its release takes the click with it. So whoever replaces a part
 * of it waits until nothing is pressed.
 */
let release

/** Resolves once no pointer is down and the click that it makes has been sent. */
let free = Promise.resolve()

export const whenNothingIsPressed = () => free

export function watchPresses() {
  addEventListener('pointerdown', press, true)
  for (const type of ['pointerup', 'pointercancel', 'blur']) {
    addEventListener(type, () => setTimeout(letGo), true) // the click comes after the release
  }
}

function press() {
  if (!release) free = new Promise((resolve) => (release = resolve))
}

function letGo() {
  release?.()
  release = undefined
}
