import type { TextRange } from '#app/tasks/quick_add/words'

/** Marks that parted a recognised phrase from the rest. `!high` and `:)` are none: more of a word follows. */
const MARKS = /^[,;.!?:]+(?=\s|$)/
/** Marks that part nothing when nothing follows them. */
const IDLE_MARKS = /(?:[,;:\s]|(?<=\s)[-–—]+)+$/
/** A dash that parts nothing, as nothing stands before it. */
const IDLE_DASH = /^[-–—]+\s+/
const NOTHING = /^[,;.!?:\s–—-]*$/

/**
 * The text without what was recognised, white space folded. `Call Bob tomorrow, then Ann` is `Call Bob, then Ann`. When
 * nothing else was written the whole text is the title: a task needs one, and people should see their own words.
 */
export function titleOf(text: string, recognised: readonly TextRange[]): string {
  let title = folded(text.slice(0, recognised[0]?.start))
  for (const [index, { end }] of recognised.entries()) {
    title = join(title, folded(text.slice(end, recognised[index + 1]?.start)))
  }
  const last = recognised.at(-1)
  const endsWithPart = last && folded(text.slice(last.end)).replace(MARKS, '') === ''
  if (endsWithPart) title = title.replace(IDLE_MARKS, '')
  return NOTHING.test(title) ? folded(text) : title
}

/** `piece` stood behind a part that was taken out after `title`. */
function join(title: string, piece: string): string {
  const marks = MARKS.exec(piece)?.[0] ?? ''
  const rest = piece.slice(marks.length).trimStart()
  const words = title === '' ? rest.replace(IDLE_DASH, '') : rest
  const closed = title === '' || /[,;.!?:]$/.test(title) ? title : title + marks
  return [closed, words].filter(Boolean).join(' ')
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
