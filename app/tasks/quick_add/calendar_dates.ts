import { monthLength } from '#app/recurrence/engine/calendar'
import { civil, comingInYears, type Day, dayOf } from '#app/tasks/quick_add/calendar'
import { reads, skip } from '#app/tasks/quick_add/connectors'
import {
  dayNumber,
  monthNamed,
  ordinalNumber,
  unitNamed,
  weekdayNamed,
  yearNamed,
} from '#app/tasks/quick_add/names'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** A month and a day of it. */
export interface MonthDay {
  month: number
  date: number
}

/** Dates of the calendar: `mar 20`, `20th of march 2027`, `27th`, `2026-04-01`, `27/4/2026`, `mid april`. */
export function calendarDateAt(
  words: readonly Word[],
  at: number,
  today: Day
): Found<Day> | undefined {
  return (
    writtenDateAt(words, at) ??
    namedDateAt(words, at, today) ??
    partOfMonthAt(words, at, today) ??
    ordinalDateAt(words, at, today)
  )
}

/** `mar 20`, `march 20th`, `20 march`, `the 20th of march`. */
export function monthDayAt(words: readonly Word[], at: number): Found<MonthDay> | undefined {
  const month = monthNamed(keyAt(words, at))
  if (month) {
    const from = skip(words, at + 1, 'the')
    const date = dayKey(keyAt(words, from))
    return date ? { value: { month, date }, next: from + 1 } : undefined
  }
  const from = skip(words, at, 'the')
  const date = dayKey(keyAt(words, from))
  if (!date) return undefined
  const name = skip(words, from + 1, 'of')
  const second = monthNamed(keyAt(words, name))
  return second ? { value: { month: second, date }, next: name + 1 } : undefined
}

/** `2026-04-01`; and `27/4/2026` or `4/27/2026`: the month first, unless the first number is none. */
function writtenDateAt(words: readonly Word[], at: number): Found<Day> | undefined {
  const key = keyAt(words, at)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(key)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(key)
  if (iso) return found(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])), at + 1)
  if (!slashed) return undefined
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])]
  return found(first > 12 ? dayOf(year, second, first) : dayOf(year, first, second), at + 1)
}

/** Without a year the next such date, which may be today. */
function namedDateAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  const said = monthDayAt(words, at)
  if (!said) return undefined
  const { month, date } = said.value
  const yearAt = skip(words, said.next, ',')
  const year = yearNamed(keyAt(words, yearAt))
  if (year) return found(dayOf(year, month, date), yearAt + 1)
  return found(
    comingInYears(today, (coming) => dayOf(coming, month, date)),
    said.next
  )
}

/** `mid april`, `mid-april` is its 15th, `end of april` its last day. */
function partOfMonthAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  const from = skip(words, at, 'the')
  const end = reads(words, from, 'end', 'of')
  const [, tight] = /^mid-(.+)$/.exec(keyAt(words, from)) ?? []
  if (!end && !tight && keyAt(words, from) !== 'mid') return undefined
  const name = from + (end ? 2 : tight ? 0 : 1)
  const month = monthNamed(tight ?? keyAt(words, name))
  if (!month) return undefined
  const day = comingInYears(today, (year) =>
    dayOf(year, month, end ? monthLength(year, month) : 15)
  )
  return found(day, name + 1)
}

/**
 * `27th`, `the 27th`: of this month, or of the next that has one. Not the `2nd` of `2nd tuesday` or `2nd week`, nor that
 * of a month with too few days (`31st of april`).
 */
function ordinalDateAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  const from = skip(words, at, 'the')
  const date = ordinalNumber(keyAt(words, from))
  const counted = keyAt(words, from + 1)
  if (!date || weekdayNamed(counted) !== undefined || unitNamed(counted)) return undefined
  if (besideMonth(words, at, from + 1)) return undefined
  const { year, month } = civil(today)
  for (let ahead = 0; ahead <= 2; ahead++) {
    const index = year * 12 + month - 1 + ahead
    const day = dayOf(Math.floor(index / 12), (index % 12) + 1, date)
    if (day !== undefined && day >= today) return { value: day, next: from + 1 }
  }
  return undefined
}

/** Whether a month is named around the words from `start` up to `next`, so that they say which day of it. */
export function besideMonth(words: readonly Word[], start: number, next: number): boolean {
  const before = keyAt(words, start - 1) === 'the' ? start - 2 : start - 1
  const behind = skip(words, next, 'of')
  return [before, behind].some((at) => monthNamed(keyAt(words, at)) !== undefined)
}

function dayKey(key: string): number | undefined {
  return dayNumber(key) ?? ordinalNumber(key)
}

function found(day: Day | undefined, next: number): Found<Day> | undefined {
  return day === undefined ? undefined : { value: day, next }
}
