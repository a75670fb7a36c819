import { isConnector } from '#app/tasks/quick_add/connectors'
import { monthNamed, ordinalNumber, weekdayNamed } from '#app/tasks/quick_add/names'
import type { Part } from '#app/tasks/quick_add/part'
import { isClosingMark, keyAt, without, type Word } from '#app/tasks/quick_add/words'

/** Words that no number counts: `27th with Ann` is a date, `2nd chapter` may be none. */
const UNCOUNTED = new Set(
  'about after and before for from if in is of or starting then till to until while with'.split(' ')
)

const BEFORE_NAMES = new Set(['with', 'to', 'for', 'from', 'about', 'of', 'w/'])

export function isUncounted(key: string): boolean {
  return UNCOUNTED.has(key)
}

/**
 * The parts with another date than the first one, where that is likely none: the name Tom (`Lunch with Tom friday`,
 * `Call Tom on friday`), and an ordinal that counts what follows it (`Read the 2nd chapter tomorrow`). When nothing else
 * says the day they are dates all the same.
 */
export function surerParts(
  words: readonly Word[],
  parts: readonly Part[],
  read: (words: readonly Word[]) => readonly Part[]
): readonly Part[] {
  const date = parts.find(({ kind }) => kind === 'date')
  if (!date) return parts
  const at = date.next - 1
  const led = keyAt(words, date.at) === 'the' || isConnector(keyAt(words, date.at))
  const begins = new Set(parts.map((part) => part.at))
  const isDoubtful = (word: number) =>
    keyAt(words, word) === 'tom' || (countsTheNext(words, word) && !begins.has(word + 1))
  if (date.at + Number(led) !== at || !isDoubtful(at)) return parts
  const others = read(without(words, isDoubtful))
  if (!others.some(saysTheDay)) return parts
  const isNone = keyAt(words, at) !== 'tom' || isName(words, at, others)
  return isNone ? others : parts
}

/** Behind a preposition; or where another day follows at once, as nobody says two. */
function isName(words: readonly Word[], at: number, others: readonly Part[]): boolean {
  if (BEFORE_NAMES.has(keyAt(words, at - 1))) return true
  let next = at + 1
  for (const part of others) {
    if (isClosingMark(keyAt(words, next))) next++
    if (part.at !== next) continue
    if (saysTheDay(part)) return true
    next = part.next
  }
  return false
}

function saysTheDay({ kind }: Part): boolean {
  return ['recurrence', 'start', 'date', 'elapsed'].includes(kind)
}

function countsTheNext(words: readonly Word[], at: number): boolean {
  const before = keyAt(words, keyAt(words, at - 1) === 'the' ? at - 2 : at - 1)
  const counted = keyAt(words, at + 1)
  return (
    ordinalNumber(keyAt(words, at)) !== undefined &&
    !isConnector(before) &&
    [weekdayNamed(before), monthNamed(before)].every((named) => named === undefined) &&
    /^\p{L}/u.test(counted) &&
    !isUncounted(counted)
  )
}
