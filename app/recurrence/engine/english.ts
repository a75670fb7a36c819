import type { Facts } from './describe.js'
import {
  and,
  areWorkdays,
  date,
  monthDays,
  MONTHS,
  ordinal,
  place,
  weekdays,
  WEEKDAYS,
  yearDay,
} from './english_words.js'
import { namesDays, type Frequency, type Rule, type WeekdayPart } from './rule.js'

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }
/** More times of day than these are summed up. */
const MOST_TIMES = 4

export function english(facts: Facts): string {
  const { rule } = facts
  if (facts.short && isCountedInterval(facts)) {
    return [afterFinishing(rule), end(facts)].filter(Boolean).join(', ')
  }
  const sentence = [every(rule), days(facts), months(rule), times(facts)].filter(Boolean).join(' ')
  return [sentence, chosen(rule), weekStart(rule), completion(facts), end(facts)]
    .filter(Boolean)
    .join(', ')
}

/** Counted from whatever day it is completed, without days of its own. */
function isCountedInterval({ rule, mode }: Facts): boolean {
  return mode === 'after_completion' && !namesDays(rule) && rule.byMonth.length === 0
}

function afterFinishing({ frequency, interval }: Rule): string {
  const unit = UNITS[frequency]
  return `${interval === 1 ? `a ${unit}` : `${interval} ${unit}s`} after I finish it`
}

function every({ frequency, interval, byDay }: Rule): string {
  if (interval > 1) return `every ${interval} ${UNITS[frequency]}s`
  if (isWeekly(frequency) && byDay.length === 7) return 'every day'
  if (isWeekly(frequency) && areWorkdays(byDay)) return 'every weekday'
  if (frequency === 'DAILY' && byDay.length > 0) return `every ${weekdays(byDay)}`
  return `every ${UNITS[frequency]}`
}

function days(facts: Facts): string {
  const { rule } = facts
  if (isCountedInterval(facts)) return ''
  if (isWeekly(rule.frequency)) return weekdaysOfWeek(facts)
  const day = positionDay(rule) || clampedDay(rule) || namedDays(facts)
  return day && `on ${day}`
}

function isWeekly(frequency: Frequency) {
  return frequency === 'DAILY' || frequency === 'WEEKLY'
}

function weekdaysOfWeek({ rule, weekday }: Facts): string {
  const { frequency, byDay, byMonthDay, interval } = rule
  const dates = byMonthDay.length > 0 ? `on ${monthDays(byMonthDay)}` : ''
  if (frequency === 'WEEKLY' && byDay.length === 0) return `on ${WEEKDAYS[weekday]}`
  if (byDay.length === 0) return dates
  const isInHead =
    interval === 1 && (frequency === 'DAILY' || byDay.length === 7 || areWorkdays(byDay))
  if (isInHead) return dates.replace(/^on/, 'that is')
  if (frequency === 'WEEKLY') {
    return areWorkdays(byDay) ? 'from Monday to Friday' : `on ${weekdays(byDay)}`
  }
  return [dates, `if a ${weekdays(byDay, 'or')}`].filter(Boolean).join(' ')
}

/** BYSETPOS over weekdays, which has words of its own: “the last workday”, “the second Friday”. */
function positionDay(rule: Rule): string {
  const { byDay, bySetPosition, byMonthDay, byYearDay, byWeekNumber } = rule
  const others = byMonthDay.length + byYearDay.length + byWeekNumber.length
  if (!isChosenByPosition(rule) || others > 0 || byDay.some(({ nth }) => nth !== 0)) return ''
  const places = and(bySetPosition.map(place))
  if (byDay.length === 7) return `the ${places} day${within(rule)}`
  if (areWorkdays(byDay)) return `the ${places} workday${within(rule)}`
  return byDay.length > 0 ? `the ${places} ${weekdays(byDay, 'or')}${within(rule)}` : ''
}

/** How `fromPattern` says a day that some months do not have. */
function clampedDay(rule: Rule): string {
  const { byMonth, byMonthDay, byDay, bySetPosition } = rule
  const isClamped = byMonthDay[0] === 28 && byMonthDay.every((day, at) => day === 28 + at)
  if (!isClamped || byMonthDay.length < 2 || byDay.length > 0 || byMonthDay.length > 3) return ''
  if (bySetPosition.length !== 1 || bySetPosition[0] !== -1) return ''
  const last = byMonthDay.at(-1) ?? 28
  if (rule.frequency === 'MONTHLY') return `the ${ordinal(last)} or the last day`
  if (byMonth.length !== 1 || byMonth[0] !== 2) return ''
  return '29 February (28 February when there is none)'
}

function namedDays(facts: Facts): string {
  const { rule, day, month } = facts
  const { frequency, byMonth, byDay, byMonthDay, byYearDay, byWeekNumber } = rule
  const implied = !namesDays(rule)
  const others = byYearDay.length + byMonthDay.length
  if (byWeekNumber.length > 0 && others === 0) return `${weekDays(facts)} of ${weeks(rule)}`
  if (implied && frequency === 'MONTHLY') return `the ${ordinal(day)}`
  if (implied) return and((byMonth.length > 0 ? byMonth : [month]).map((one) => date(day, one)))
  if (isDateOfYear(rule)) return and(byMonth.map((one) => date(byMonthDay[0] ?? 0, one)))

  const parts = [
    byYearDay.length > 0 && `${and(byYearDay.map(yearDay))} of the year`,
    byMonthDay.length > 0 && monthDays(byMonthDay),
    byWeekNumber.length > 0 && `in ${weeks(rule)}`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return `${numberedWeekdays(byDay)}${within(rule)}`
  return byDay.length > 0 ? `${parts.join(', ')} if ${numbered(byDay)}` : parts.join(', ')
}

function weekDays({ rule, weekday }: Facts): string {
  return rule.byDay.length > 0 ? weekdays(rule.byDay) : (WEEKDAYS[weekday] ?? '')
}

/** week 20, the last week */
function weeks({ byWeekNumber }: Rule): string {
  return and(byWeekNumber.map((week) => (week > 0 ? `week ${week}` : `the ${place(week)} week`)))
}

/** Whether a yearly rule is one date of one or several months: “27 January”. */
function isDateOfYear({ frequency, byMonth, byMonthDay, byDay, byYearDay, byWeekNumber }: Rule) {
  if (frequency !== 'YEARLY' || byMonth.length === 0) return false
  const others = byDay.length + byYearDay.length + byWeekNumber.length
  return others === 0 && byMonthDay.length === 1 && (byMonthDay[0] ?? -1) > 0
}

function numbered(parts: readonly WeekdayPart[]): string {
  return parts.every(({ nth }) => nth === 0)
    ? `a ${weekdays(parts, 'or')}`
    : numberedWeekdays(parts)
}

function numberedWeekdays(parts: readonly WeekdayPart[]): string {
  return and(
    parts.map(({ weekday, nth }) =>
      nth === 0 ? `every ${WEEKDAYS[weekday]}` : `the ${place(nth)} ${WEEKDAYS[weekday]}`
    )
  )
}

/** A yearly rule's places count in the year, unless it names months. */
function within({ frequency, byMonth }: Rule): string {
  return frequency === 'YEARLY' && byMonth.length === 0 ? ' of the year' : ''
}

function months(rule: Rule): string {
  if (rule.byMonth.length === 0) return ''
  const saysMonths =
    rule.frequency === 'YEARLY' &&
    (!namesDays(rule) || isDateOfYear(rule) || clampedDay(rule) !== '')
  return saysMonths ? '' : `in ${and(rule.byMonth.map((month) => MONTHS[month - 1] ?? ''))}`
}

function times({ times: all }: Facts): string {
  if (all.length === 0) return ''
  if (all.length <= MOST_TIMES) return `at ${and(all)}`
  return `at ${all.length} times from ${all[0]} to ${all.at(-1)}`
}

/** BYSETPOS where the sentence so far has not said it. */
function chosen(rule: Rule): string {
  if (!isChosenByPosition(rule)) return ''
  if (!isWeekly(rule.frequency) && (positionDay(rule) || clampedDay(rule))) return ''
  const places = and(rule.bySetPosition.map(place))
  return `only the ${places} of each ${UNITS[rule.frequency]}`
}

function isChosenByPosition({ bySetPosition }: Rule) {
  return bySetPosition.length > 0
}

function weekStart({ frequency, interval, weekStart: first, byDay }: Rule): string {
  const matters = frequency === 'WEEKLY' && interval > 1 && first > 0 && byDay.length > 1
  return matters ? `weeks beginning on ${WEEKDAYS[first]}` : ''
}

function completion({ mode, short }: Facts): string {
  if (mode === 'fixed') return ''
  return short ? 'after I finish it' : 'counted from the day it is completed'
}

function end({ rule: { count }, until }: Facts): string {
  if (count !== null) return count === 1 ? 'once' : `${count} times`
  if (until === null) return ''
  const [year, month, day] = until.split('-').map(Number)
  return `until ${date(day ?? 0, month ?? 0)} ${year}`
}
