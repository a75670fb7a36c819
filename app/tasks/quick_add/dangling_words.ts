import type { Part } from '#app/tasks/quick_add/part'
import { isClosingMark, keyAt, type Word } from '#app/tasks/quick_add/words'

const DANGLING = new Set(['for', 'due', 'from', 'starting'])

/**
 * `Book a table for friday` is `Book a table`: such words go with a date or a time when only parts follow it. Where
 * words follow they are theirs: `Write slides for friday meeting` is `Write slides for meeting`.
 */
export function withDanglingWords(parts: readonly Part[], words: readonly Word[]): Part[] {
  const inParts = new Set<number>()
  for (const { at, next } of parts) for (let word = at; word < next; word++) inParts.add(word)
  let tail = words.length // from here on there is nothing but parts
  while (tail > 0 && (inParts.has(tail - 1) || isClosingMark(keyAt(words, tail - 1)))) tail--
  return parts.map((part) => {
    const leads = part.at === tail && DANGLING.has(keyAt(words, tail - 1))
    return leads && ['date', 'time', 'dayPart'].includes(part.kind)
      ? { ...part, at: tail - 1 }
      : part
  })
}
