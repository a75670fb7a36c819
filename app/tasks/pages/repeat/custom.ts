import {
  dayThatClamps,
  formatRule,
  fromPattern,
  monthPlace,
  parseRule,
  WEEKDAYS,
  type Mode,
  type Rule,
  type Start,
} from '#app/recurrence/engine/index'
import { NOTHING_CHOSEN, type RepeatFields } from '#app/tasks/pages/repeat/fields'
import { WORKDAYS } from '#app/tasks/pages/repeat/presets'

/*
 * The choice "custom" in both directions. A day that is not named is that of the due date; after completion it stays
 * open, and is that of the completion.
 */

const FREQUENCIES = new Map([
  ['day', 'daily'],
  ['week', 'weekly'],
  ['month', 'monthly'],
  ['year', 'yearly'],
])
const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }
const NO_DAYS = { byMonth: [], byMonthDay: [], byDay: [], bySetPosition: [] }

/**
 * The rule that the fields say, without an end. Patterns are what clamps.
 *
 * @throws RecurrenceError where a field is none of its choices
 */
export function customRule(fields: RepeatFields, due: Start): Rule {
  const interval = Number(fields.repeat_interval)
  const start = { wall: due.wall.slice(0, 10), zone: null }
  const pattern = { frequency: FREQUENCIES.get(fields.repeat_unit), interval }
  const plain = fromPattern(pattern, start)
  const isOpen = fields.repeat_from === 'after_completion'
  if (plain.frequency === 'WEEKLY') return withDays(plain, weekdaysOf(fields, due))
  if (plain.frequency === 'MONTHLY' && fields.repeat_month === 'place') {
    return withDays({ ...plain, ...NO_DAYS }, placeOf(fields))
  }
  if (plain.frequency === 'MONTHLY' && fields.repeat_month === 'date') {
    return fromPattern({ ...pattern, day_of_month: Number(fields.repeat_month_day) }, start)
  }
  return isOpen ? { ...plain, ...NO_DAYS } : plain
}

/** The fields that say a rule without an end, for a task that is due then; null where none do. */
export function customFields(rule: Rule, due: Start, mode: Mode): Partial<RepeatFields> | null {
  const text = formatRule(rule)
  const common = {
    repeat: 'custom',
    repeat_interval: String(rule.interval),
    repeat_unit: UNITS[rule.frequency],
    repeat_from: mode,
  }
  const found = candidates(rule).find(
    (days) => saidBy({ ...NOTHING_CHOSEN, ...common, ...days }, due) === text
  )
  return found ? { ...common, ...found } : null
}

/** What may say the days of a rule, if anything does. */
function candidates(rule: Rule): Partial<RepeatFields>[] {
  const [{ weekday, nth } = { weekday: 0, nth: 0 }] = rule.byDay
  const names = rule.byDay.map((day) => WEEKDAYS[day.weekday] ?? '')
  if (rule.frequency === 'WEEKLY') return [{ repeat_days: names }]
  if (rule.frequency !== 'MONTHLY') return [{}]
  const date = dayThatClamps(rule) ?? rule.byMonthDay[0]
  const place = nth || rule.bySetPosition[0]
  return [
    {},
    ...(date && date > 0 ? [{ repeat_month: 'date', repeat_month_day: String(date) }] : []),
    ...(place && PLACES.includes(place)
      ? [
          {
            repeat_month: 'place',
            repeat_place: String(place),
            repeat_place_day: names.length > 1 ? 'workday' : (WEEKDAYS[weekday] ?? ''),
          },
        ]
      : []),
  ]
}

/** The places of a month that can be chosen: the first four, which every month has, and the last. */
export const PLACES = [1, 2, 3, 4, -1]

function saidBy(fields: RepeatFields, due: Start): string {
  return formatRule(customRule(fields, due))
}

function weekdaysOf({ repeat_days: days, repeat_from: from }: RepeatFields, due: Start): string {
  if (days.length > 0) return `BYDAY=${days}`
  const { weekday } = monthPlace(due.wall)
  return from === 'after_completion' ? '' : `BYDAY=${WEEKDAYS[weekday]}`
}

function placeOf({ repeat_place: place, repeat_place_day: day }: RepeatFields): string {
  return day === 'workday' ? `BYDAY=${WORKDAYS};BYSETPOS=${place}` : `BYDAY=${place}${day}`
}

function withDays(rule: Rule, parts: string): Rule {
  if (parts === '') return rule
  return parseRule(`${formatRule(rule)};${parts}`, { allDay: true })
}
