import { load } from './fragments.js'

/** When to look again whether the next occurrence is there: it is made within some 50 ms, or after an outage. */
const LOOK_AFTER_MS = [200, 800, 3000, 10_000]

let looks = 0
let timer

/** To be called whenever a page is shown. */
export function lookForWhatIsComing() {
  clearTimeout(timer)
  if (!document.querySelector('[data-pending]')) looks = 0
  else if (looks < LOOK_AFTER_MS.length) {
    timer = setTimeout(
      () => load(undefined, { entry: 'keep', quietly: true }),
      LOOK_AFTER_MS[looks]
    )
    looks += 1
  }
}
