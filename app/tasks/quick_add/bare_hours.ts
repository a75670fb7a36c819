import { skip } from '#app/tasks/quick_add/connectors'
import { isUncounted } from '#app/tasks/quick_add/doubtful_dates'
import { type Part, partOf } from '#app/tasks/quick_add/part'
import type { TimeOfDay } from '#app/tasks/quick_add/times'
import { isClosingMark, keyAt, type Word } from '#app/tasks/quick_add/words'

/** By the part of the day as it is said: its first and last hour, of twelve, and what makes them hours of 24. */
const HOURS = new Map<TimeOfDay, { first: number; last: number; offset: number }>([
  ['09:00', { first: 1, last: 11, offset: 0 }],
  ['12:00', { first: 1, last: 6, offset: 12 }],
  ['19:00', { first: 4, last: 11, offset: 12 }],
  ['22:00', { first: 6, last: 11, offset: 12 }], // 1 at night is of the next day to the calendar only
])

/**
 * The `at 8` of `tomorrow morning at 8`, `at 8 tonight`, when no other time is said. Without a part of the day it may be
 * in either half, and before another word a number of something (`tonight at 5 Main Street`).
 */
export function bareHour(words: readonly Word[], parts: readonly Part[]): Part<'time'> | undefined {
  const dayPart = saidPartOfDay(parts)
  const hours = dayPart && HOURS.get(dayPart)
  if (!hours || parts.some(({ kind }) => kind === 'time' || kind === 'elapsed')) return undefined
  const begins = new Set(parts.map(({ at }) => at))
  for (let at = 0; at < words.length; at++) {
    const from = skip(words, at, 'at', '@')
    const key = keyAt(words, from)
    if (from === at || !/^\d{1,2}$/.test(key)) continue
    const behind = keyAt(words, from + 1)
    const isFree = from + 1 >= words.length || begins.has(from + 1) || isClosingMark(behind)
    const isOfDayPart = Number(key) >= hours.first && Number(key) <= hours.last
    if (!isOfDayPart || !(isFree || isUncounted(behind))) continue
    const hour = String(Number(key) + hours.offset).padStart(2, '0')
    return { kind: 'time', value: `${hour}:00`, at, next: from + 1 }
  }
  return undefined
}

function saidPartOfDay(parts: readonly Part[]): TimeOfDay | undefined {
  const implied = (['date', 'start', 'recurrence'] as const).map(
    (kind) => partOf(parts, kind)?.value.impliedTime
  )
  return partOf(parts, 'dayPart')?.value.time ?? implied.find(Boolean)
}
