import { afterConnector, behindConnector, reads } from '#app/tasks/quick_add/connectors'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** `HH:MM`, a time of day on the wall, which compares as text. */
export type TimeOfDay = string

const DAY_PARTS = new Map<string, TimeOfDay>([
  ['morning', '09:00'],
  ['afternoon', '12:00'],
  ['evening', '19:00'],
  ['night', '22:00'],
])
/** The last minute of the day that was said: 00:00 would leave it open which end of the day is meant. */
const MIDNIGHT = '23:59'
/** "a good morning", "last night": people talk about a part of the day, and plan nothing for it. */
const TALKING = new Set(['the', 'a', 'an', 'my', 'our', 'your', 'good', 'last', 'all', 'every'])

/** `5pm`, `5:30 pm`, `5.30pm`, `17:45`, `noon`, with or without at, by, `@`. A bare `at 5` is no time: it may be 05:00 or 17:00. */
export function timeAt(words: readonly Word[], at: number): Found<TimeOfDay> | undefined {
  return afterConnector(words, at, (from) => {
    const key = keyAt(words, from)
    if (key === 'noon') return { value: '12:00', next: from + 1 }
    const spaced = /^\d+([:.]\d+)?$/.test(key) && twelveHour(key + keyAt(words, from + 1))
    if (spaced) return { value: spaced, next: from + 2 }
    const value = twelveHour(key) ?? twentyFourHour(key)
    return value === undefined ? undefined : { value, next: from + 1 }
  })
}

export function dayPartNamed(key: string): TimeOfDay | undefined {
  return DAY_PARTS.get(key)
}

/** A part of the day; `led` when a part or a preposition before it says that a time is meant. */
export interface DayPart {
  time: TimeOfDay
  led: boolean
}

/**
 * morning, afternoon, evening, night, midnight. Alone they are ordinary words (`night cream`), so they count only as
 * `in the morning` or `at night`, beside another part (`tomorrow morning`), or as the last word (`Call Ann evening`).
 */
export function dayPartAt(
  words: readonly Word[],
  at: number,
  beside: { before: boolean; isPart: (at: number) => boolean }
): Found<DayPart> | undefined {
  const inThe = reads(words, at, 'in', 'the')
  const from = inThe ? at + 2 : behindConnector(words, at)
  const key = keyAt(words, from)
  const time = key === 'midnight' ? MIDNIGHT : DAY_PARTS.get(key)
  if (!time) return undefined
  const next = from + 1
  const led = from > at || beside.before
  const last = (next >= words.length || beside.isPart(next)) && !TALKING.has(keyAt(words, at - 1))
  return led || last ? { value: { time, led }, next } : undefined
}

function twelveHour(key: string): TimeOfDay | undefined {
  const match = /^(\d{1,2})(?:[:.]([0-5]\d))?([ap])m$/.exec(key)
  if (!match) return undefined
  const [, hour = '', minute = '00', half] = match
  if (Number(hour) < 1 || Number(hour) > 12) return undefined
  return clock((Number(hour) % 12) + (half === 'p' ? 12 : 0), minute)
}

function twentyFourHour(key: string): TimeOfDay | undefined {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(key)
  if (!match) return undefined
  const [, hour = '', minute = ''] = match
  return Number(hour) <= 23 ? clock(Number(hour), minute) : undefined
}

function clock(hour: number, minute: string): TimeOfDay {
  return `${String(hour).padStart(2, '0')}:${minute}`
}
