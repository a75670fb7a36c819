import {
  dayOf,
  monthLength,
  monthOf,
  packedDate,
  SECONDS_A_DAY,
  weekdayOf,
  yearOf,
} from './calendar.js'
import { secondsOf, type PlainDate, type WallText } from './wall.js'

/** Where in its month and week a date stands. */
export interface MonthPlace {
  /** Days since 1970-01-01. */
  readonly date: number
  readonly month: number
  readonly day: number
  readonly monthLength: number
  /** 0 is Monday. */
  readonly weekday: number
  /** Which of its weekday in the month it is, from 1. */
  readonly nth: number
  /** The same counted from the month's end: 1 is the last. */
  readonly nthFromEnd: number
}

export function monthPlace(text: PlainDate | WallText): MonthPlace {
  const date = Math.floor(secondsOf(text, 'date') / SECONDS_A_DAY)
  const packed = packedDate(date)
  const day = dayOf(packed)
  const length = monthLength(yearOf(packed), monthOf(packed))
  return {
    date,
    month: monthOf(packed),
    day,
    monthLength: length,
    weekday: weekdayOf(date),
    nth: Math.ceil(day / 7),
    nthFromEnd: Math.ceil((length - day + 1) / 7),
  }
}
