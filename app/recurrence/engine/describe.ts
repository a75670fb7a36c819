import { SECONDS_A_DAY, dayOf, modulo, monthOf, packedDate, weekdayOf } from './calendar.js'
import { english } from './english.js'
import type { Mode } from './series_step.js'
import type { Rule } from './rule.js'
import { timesOfDay } from './times_of_day.js'
import { untilDate } from './until.js'
import { isDate, secondsOf, timeText, type PlainDate, type Start } from './wall.js'

/** A rule with what it takes from its start, ready to be said: all that a language needs. */
export interface Facts {
  readonly rule: Rule
  readonly mode: Mode
  /** The start's own, for what the rule leaves open: weekday (0 is Monday), day of the month, month. */
  readonly weekday: number
  readonly day: number
  readonly month: number
  /** `HH:MM`, ascending; none for an all-day rule, and none in short. */
  readonly times: readonly string[]
  /** The last local date. */
  readonly until: PlainDate | null
  /** For a row of a list. */
  readonly short: boolean
}

/** A language says the facts as a part of a sentence: no capital, no full stop. Another one is added here. */
const LANGUAGES = { en: english } satisfies Record<string, (facts: Facts) => string>

export type Locale = keyof typeof LANGUAGES

export interface Wording {
  readonly locale?: Locale
  readonly mode?: Mode
}

/** A rule in plain words: “every 2 weeks on Monday and Friday at 09:00, until 3 May 2027”. */
export function describe(rule: Rule, start: Start, wording: Wording = {}): string {
  return say(rule, start, wording, false)
}

/** The same for a row of a list, without the time of day: “every weekday”, “3 days after I finish it”. */
export function describeShort(rule: Rule, start: Start, wording: Wording = {}): string {
  return say(rule, start, wording, true)
}

function say(
  rule: Rule,
  start: Start,
  { locale = 'en', mode = 'fixed' }: Wording,
  short: boolean
): string {
  const wall = secondsOf(start.wall, 'start')
  const startDay = Math.floor(wall / SECONDS_A_DAY)
  const date = packedDate(startDay)
  return LANGUAGES[locale]({
    rule,
    mode,
    weekday: weekdayOf(startDay),
    day: dayOf(date),
    month: monthOf(date),
    times:
      short || isDate(start.wall)
        ? []
        : timesOfDay(rule, modulo(wall, SECONDS_A_DAY)).map(timeText),
    until: rule.until === null ? null : untilDate(rule.until, start.zone),
    short,
  })
}
