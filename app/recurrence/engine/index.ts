export { formatRule } from './format_rule.js'
export { monthPlace, type MonthPlace } from './month_place.js'
export { movePattern } from './move_pattern.js'
export { moveRule } from './move_rule.js'
export {
  first,
  next,
  occurrences,
  type Moment,
  type Occurrence,
  type Window,
} from './occurrences.js'
export { parseRule } from './parse_rule.js'
export { dayThatClamps } from './clamped_days.js'
export { fromPattern, type Pattern } from './pattern.js'
export { RecurrenceError, type Refusal } from './recurrence_error.js'
export { LARGEST_COUNT, LARGEST_INTERVAL, LONGEST_RULE } from './rule_limits.js'
export { namesDays, WEEKDAYS } from './rule.js'
export type { Frequency, Rule, Weekday, WeekdayPart } from './rule.js'
export {
  formatKey,
  missedBetween,
  nextAfterCompletion,
  nextInSeries,
  parseKey,
  placeOf,
  splitAt,
  type Closing,
  type Mode,
  type OccurrenceKey,
  type Series,
  type Split,
} from './series_step.js'
export { skippedMonths } from './skipped_months.js'
export { upcoming, upcomingAfter } from './upcoming.js'
export { localDate, moveUntil, untilDate, untilOf } from './until.js'
export { checkOccurs, ruleFor, validate } from './validate.js'
export { isDate, type Instant, type PlainDate, type Start, type WallText } from './wall.js'
export { describe, describeShort, type Locale, type Wording } from './describe.js'
