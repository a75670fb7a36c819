import { type Day, withinYears } from '#app/tasks/quick_add/calendar'
import { calendarDateAt } from '#app/tasks/quick_add/calendar_dates'
import { afterConnector } from '#app/tasks/quick_add/connectors'
import type { Moment } from '#app/tasks/quick_add/moment'
import { relativeDateAt } from '#app/tasks/quick_add/relative_dates'
import type { TimeOfDay } from '#app/tasks/quick_add/times'
import { dayPartNamed } from '#app/tasks/quick_add/times'
import { weekdayDateAt } from '#app/tasks/quick_add/weekday_dates'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

export interface SaidDate {
  day: Day
  /** The time that the word implies; a time said beside it counts instead. */
  impliedTime?: TimeOfDay
}

const TONIGHT: readonly TimeOfDay[] = ['19:00', '22:00']

/** Any date, with or without a leading on, at, by, `@`. */
export function dateAt(
  words: readonly Word[],
  at: number,
  moment: Moment
): Found<SaidDate> | undefined {
  return afterConnector(words, at, (from) => {
    const part = partOfTodayAt(words, from, moment)
    if (part) return part
    const said =
      relativeDateAt(words, from, moment) ??
      weekdayDateAt(words, from, moment) ??
      calendarDateAt(words, from, moment.today)
    if (!said || withinYears(said.value) === undefined) return undefined
    return { value: { day: said.value }, next: said.next }
  })
}

/** `this evening`; `tonight`, which is today's evening, its night once the evening has begun, then just today. */
function partOfTodayAt(
  words: readonly Word[],
  at: number,
  { today, clock }: Moment
): Found<SaidDate> | undefined {
  if (keyAt(words, at) === 'tonight') {
    const impliedTime = TONIGHT.find((time) => time >= clock)
    return { value: { day: today, impliedTime }, next: at + 1 }
  }
  const impliedTime = keyAt(words, at) === 'this' ? dayPartNamed(keyAt(words, at + 1)) : undefined
  return impliedTime ? { value: { day: today, impliedTime }, next: at + 2 } : undefined
}
