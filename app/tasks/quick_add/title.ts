import type { TextRange } from '#app/tasks/quick_add/words'

/** Marks that parted a recognised phrase from the rest, and part nothing once it is gone. */
const OPENING = /^[,;.!?:]+\s*/
const PARTING_END = /[,;:\s]+$/

/**
 * The text without what was recognised, white space folded. `Call Bob tomorrow, then Ann` is `Call Bob, then Ann`. When
 * nothing else was written the whole text is the title: a task needs one, and a person should see their own words.
 */
export function titleOf(text: string, recognised: readonly TextRange[]): string {
  let title = ''
  let from = 0
  for (const { start, end } of [...recognised, { start: text.length, end: text.length }]) {
    title = join(title, text.slice(from, start), from > 0)
    from = end
  }
  return title === '' ? folded(text) : title
}

/** `rest` follows a recognised part, or is the beginning of the line. */
function join(title: string, rest: string, followsPart: boolean): string {
  const piece = folded(rest)
  if (!followsPart || piece === '') return [title, piece].filter(Boolean).join(' ')
  const mark = OPENING.exec(piece)?.[0]
  if (!mark) return title === '' ? piece : `${title} ${piece}`
  const behind = piece.slice(mark.length)
  if (title === '') return behind
  if (behind === '') return title + mark.replace(PARTING_END, '')
  return /[,;.!?:]$/.test(title) ? `${title} ${behind}` : `${title}${mark.trim()} ${behind}`
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
