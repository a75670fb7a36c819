import { checkParts } from './check_parts.js'
import { readWeekdays, readWholeNumber, readWholeNumbers } from './part_values.js'
import { RecurrenceError } from './recurrence_error.js'
import { LARGEST_COUNT, LARGEST_INTERVAL, LONGEST_RULE } from './rule_limits.js'
import { FREQUENCIES, WEEKDAYS, type Frequency, type Rule } from './rule.js'
import { readSeconds } from './wall.js'

export interface RuleKind {
  /** Whether the rule's start is a date: then UNTIL is a date too, and there are no times. */
  readonly allDay: boolean
}

const PARTS = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYHOUR',
  'BYMINUTE',
  'BYSETPOS',
  'WKST',
]
const SUB_DAILY = ['HOURLY', 'MINUTELY', 'SECONDLY']

/** Rules kept by their text, so that the plan of a rule in use (`plan.ts`) is kept with it. */
const KEPT_RULES = 1024
const kept = new Map<string, Rule>()

/**
 * Reads the text of an RRULE (with or without `RRULE:`), in any case of letters.
 * @throws RecurrenceError with the part and the reason, for everything that docs/recurrence.md refuses, but for a rule that never
 * occurs: that takes its start (`checkOccurs`)
 */
export function parseRule(text: string, { allDay }: RuleKind): Rule {
  const key = allDay ? `D${text}` : `T${text}`
  const known = kept.get(key)
  if (known) return known
  const rule = readRule(text, allDay)
  if (kept.size >= KEPT_RULES) kept.clear()
  kept.set(key, rule)
  return rule
}

function readRule(text: string, allDay: boolean): Rule {
  const parts = split(text)
  const rule: Rule = {
    frequency: frequency(parts.get('FREQ')),
    interval: readWholeNumber(parts, 'INTERVAL', 1, LARGEST_INTERVAL) ?? 1,
    byMonth: readWholeNumbers(parts, 'BYMONTH', 1, 12),
    byWeekNumber: readWholeNumbers(parts, 'BYWEEKNO', -53, 53),
    byYearDay: readWholeNumbers(parts, 'BYYEARDAY', -366, 366),
    byMonthDay: readWholeNumbers(parts, 'BYMONTHDAY', -31, 31),
    byDay: readWeekdays(parts),
    byHour: readWholeNumbers(parts, 'BYHOUR', 0, 23),
    byMinute: readWholeNumbers(parts, 'BYMINUTE', 0, 59),
    bySetPosition: readWholeNumbers(parts, 'BYSETPOS', -366, 366),
    weekStart: weekStart(parts.get('WKST')),
    count: readWholeNumber(parts, 'COUNT', 1, LARGEST_COUNT),
    until: until(parts.get('UNTIL'), allDay),
  }
  checkParts(rule, allDay)
  return Object.freeze(rule)
}

function split(text: string): Map<string, string> {
  if (text.length > LONGEST_RULE) {
    throw new RecurrenceError(
      'rrule',
      'RRULE',
      `is longer than ${LONGEST_RULE} characters: say it with fewer parts`
    )
  }
  if (/[\r\n]/.test(text)) {
    throw new RecurrenceError('rrule', 'RRULE', 'has more than one line: write it in one')
  }
  const parts = new Map<string, string>()
  for (const part of upperCase(text)
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name = '', value = ''] = /^([A-Z-]+)=(.+)$/.exec(part) ?? []
    if (!name) {
      throw new RecurrenceError(
        'rrule',
        'RRULE',
        'is a list of NAME=VALUE, with a semicolon between'
      )
    }
    if (name === 'BYSECOND') {
      throw new RecurrenceError(
        'rrule',
        name,
        'is not supported, as a task is due at a minute: leave it out'
      )
    }
    if (!PARTS.includes(name)) {
      const known = `there is ${PARTS.join(', ')}`
      throw new RecurrenceError('rrule', name.slice(0, 20), `is no part of a rule: ${known}`)
    }
    if (parts.has(name)) throw new RecurrenceError('rrule', name, 'stands twice: give it once')
    parts.set(name, value)
  }
  return parts
}

/** The letters a to z alone: `toUpperCase` would also make an I of ı and an S of ſ. */
function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

function frequency(value: string | undefined): Frequency {
  const found = FREQUENCIES.find((name) => name === value)
  if (found) return found
  const choice = 'DAILY, WEEKLY, MONTHLY or YEARLY'
  if (value === undefined) throw new RecurrenceError('rrule', 'FREQ', `is missing: ${choice}`)
  throw new RecurrenceError(
    'rrule',
    'FREQ',
    SUB_DAILY.includes(value) ? `is ${choice}: not more often than daily` : `is ${choice}`
  )
}

function weekStart(value = 'MO'): number {
  const found = WEEKDAYS.findIndex((name) => name === value)
  if (found >= 0) return found
  throw new RecurrenceError('rrule', 'WKST', `is one of ${WEEKDAYS.join(', ')}`)
}

const DATE = /^(\d{4})(\d\d)(\d\d)$/
const DATE_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

function until(value: string | undefined, allDay: boolean): string | null {
  if (value === undefined) return null
  const expected = allDay
    ? 'is a date, such as 20270503, as the task is all day'
    : 'is a time in UTC, such as 20270503T215959Z, as the task has a time'
  const read = allDay
    ? value.replace(DATE, '$1-$2-$3')
    : value.replace(DATE_TIME, '$1-$2-$3T$4:$5:$6Z')
  if (read === value || readSeconds(read) === undefined) {
    throw new RecurrenceError('rrule', 'UNTIL', expected)
  }
  return read
}
