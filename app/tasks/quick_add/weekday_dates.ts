import { type Day, startOfNextWeek, weekdayAfter, weekdayOf } from '#app/tasks/quick_add/calendar'
import { calendarDateAt } from '#app/tasks/quick_add/calendar_dates'
import { reads, skip } from '#app/tasks/quick_add/connectors'
import type { Moment } from '#app/tasks/quick_add/moment'
import { ordinalNamed, weekdayNamed } from '#app/tasks/quick_add/names'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/**
 * `friday`, `this fri`: the next such day, never today. `next friday`, `friday next week`: that day of the next week.
 * `friday 13 march`, `fri the 13th`: that date, when it is such a day. Not the `friday` of `last friday` or `2nd friday`.
 */
export function weekdayDateAt(
  words: readonly Word[],
  at: number,
  moment: Moment
): Found<Day> | undefined {
  const { today } = moment
  const lead = keyAt(words, at)
  if (lead === 'next' || lead === 'this') {
    const weekday = weekdayNamed(keyAt(words, at + 1))
    if (weekday === undefined) return undefined
    const value = lead === 'this' ? weekdayAfter(today, weekday) : inNextWeek(today, weekday)
    return { value, next: at + 2 }
  }
  const weekday = weekdayNamed(lead)
  if (weekday === undefined || ordinalNamed(keyAt(words, at - 1)) !== undefined) return undefined
  if (reads(words, at + 1, 'next', 'week')) {
    return { value: inNextWeek(today, weekday), next: at + 3 }
  }
  const date = calendarDateAt(words, skip(words, at + 1, ','), today)
  if (date && weekdayOf(date.value) === weekday) return date
  return { value: weekdayAfter(today, weekday), next: at + 1 }
}

function inNextWeek(today: Day, weekday: number): Day {
  return weekdayAfter(startOfNextWeek(today) - 1, weekday)
}
