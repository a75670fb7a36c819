/** How long a row takes to leave; the same figure is in resources/css/task.css. */
const LEAVE_MS = 150

const calm = matchMedia('(prefers-reduced-motion: reduce)')

/** A circle that was pressed looks done at once. Returns what to call when the server says otherwise. */
export function announceBusy(button) {
  const row = button?.matches('.check:not(.back)') && button.closest('.task')
  if (!row) return () => {}
  row.classList.toggle('done')
  return () => row.isConnected && row.classList.toggle('done')
}

/** Lets the rows that the next page no longer has go visibly, so that the eye sees which one it was. */
export async function letRowsLeave(page) {
  if (calm.matches || !sameList(page)) return
  const leaving = [...document.querySelectorAll('#main .task')].filter(
    (row) => !page.getElementById(row.id)
  )
  if (leaving.length === 0) return
  for (const row of leaving) row.classList.add('leaving')
  await new Promise((resolve) => setTimeout(resolve, LEAVE_MS))
}

function sameList(page) {
  return (
    page.querySelector('#main h1')?.textContent === document.querySelector('#main h1')?.textContent
  )
}
