import { isConnector } from '#app/tasks/quick_add/connectors'
import { monthNamed, ordinalNumber, weekdayNamed } from '#app/tasks/quick_add/names'
import type { Part } from '#app/tasks/quick_add/parts'
import { keyAt, type Word } from '#app/tasks/quick_add/words'

/** Words that no ordinal counts: `27th with Ann` is a date, `2nd chapter` may be none. */
const UNCOUNTED = new Set(
  'about after and before for from if in is of or starting then till to until while with'.split(' ')
)

/**
 * The words without the dates that are likely none when anything else says the day: the name `Tom`, and an ordinal that
 * counts what follows it (`Read the 2nd chapter tomorrow`). Undefined unless the date of `parts` is such a one.
 */
export function withoutDoubtfulDates(
  text: string,
  words: readonly Word[],
  parts: readonly Part[]
): Word[] | undefined {
  const date = parts.find(({ kind }) => kind === 'date')
  if (!date) return undefined
  const first = keyAt(words, date.at) === 'the' || isConnector(keyAt(words, date.at)) ? 1 : 0
  const begins = new Set(parts.map(({ at }) => at))
  const isDoubtful = (at: number) =>
    isName(text, words[at]) || (countsTheNext(words, at) && !begins.has(at + 1))
  if (date.at + first !== date.next - 1 || !isDoubtful(date.next - 1)) return undefined
  return words.map((word, at) => (isDoubtful(at) ? { ...word, key: '' } : word))
}

function isName(text: string, word: Word | undefined): boolean {
  return word?.key === 'tom' && text.slice(word.start, word.end) === 'Tom'
}

function countsTheNext(words: readonly Word[], at: number): boolean {
  const before = keyAt(words, keyAt(words, at - 1) === 'the' ? at - 2 : at - 1)
  const counted = keyAt(words, at + 1)
  return (
    ordinalNumber(keyAt(words, at)) !== undefined &&
    !isConnector(before) &&
    [weekdayNamed(before), monthNamed(before)].every((named) => named === undefined) &&
    /^\p{L}/u.test(counted) &&
    !UNCOUNTED.has(counted)
  )
}
