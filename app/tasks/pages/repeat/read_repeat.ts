import {
  checkOccurs,
  formatRule,
  isDate,
  LARGEST_COUNT,
  LARGEST_INTERVAL,
  parseRule,
  RecurrenceError,
  untilOf,
  type Mode,
  type Rule,
  type Start,
} from '#app/recurrence/engine/index'
import { type FieldError } from '#app/shared/problem'
import { isPlainDate } from '#app/shared/time'
import { customRule } from '#app/tasks/pages/repeat/custom'
import type { RepeatFields } from '#app/tasks/pages/repeat/fields'

/** How a task is to repeat, as createTask and updateTask take it. */
export type RepeatInput = { rrule: null } | { rrule: string; recurrence_mode: Mode }

/** What the fields say for a task that is due then, or the first of them that is wrong. */
export function readRepeat(
  fields: RepeatFields,
  due: Start
): { input: RepeatInput; error?: never } | { input?: never; error: FieldError } {
  if (fields.repeat === '') return { input: { rrule: null } }
  try {
    const rule = withEnd(ruleOf(fields, due), fields, due)
    checkOccurs(rule, due)
    return { input: { rrule: formatRule(rule), recurrence_mode: modeOf(fields) } }
  } catch (error) {
    if (error instanceof WrongField) return { error: error.told }
    if (!(error instanceof RecurrenceError)) throw error
    return { error: refusalOf(error, fields) }
  }
}

function modeOf({ repeat_from: from }: RepeatFields): Mode {
  return from === 'after_completion' ? from : 'fixed'
}

class WrongField extends Error {
  readonly told: FieldError

  constructor(field: keyof RepeatFields, rule: string, message: string) {
    super(message)
    this.told = { field, rule, message }
  }
}

function ruleOf(fields: RepeatFields, due: Start): Rule {
  if (fields.repeat === 'custom') return customRule(fields, due)
  const text = fields.repeat === 'rrule' ? fields.repeat_rule : fields.repeat
  if (text === '') {
    const message = 'Write the rule, such as FREQ=MONTHLY;BYDAY=2TU.'
    throw new WrongField('repeat_rule', 'required', message)
  }
  return parseRule(text, { allDay: isDate(due.wall) })
}

function withEnd(rule: Rule, fields: RepeatFields, due: Start): Rule {
  if (fields.repeat_end !== 'date' && fields.repeat_end !== 'count') return rule
  if (rule.count !== null || rule.until !== null) {
    throw new WrongField(
      'repeat_end',
      'exclusive',
      'The rule has an end of its own. Choose “never” here, or take COUNT or UNTIL out of it.'
    )
  }
  return fields.repeat_end === 'count'
    ? { ...rule, count: countOf(fields) }
    : { ...rule, until: untilOf(lastDate(fields), due) }
}

function countOf({ repeat_count: text }: RepeatFields): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= LARGEST_COUNT) return count
  const message = `Say how many times: a whole number from 1 to ${LARGEST_COUNT}.`
  throw new WrongField('repeat_count', 'range', message)
}

function lastDate({ repeat_until: text }: RepeatFields): string {
  if (isPlainDate(text)) return text
  const message = 'Give the last date. Write it as 2027-05-03.'
  throw new WrongField('repeat_until', 'date', message)
}

/** What the engine refuses, at the field that it is about and in the words of that. */
function refusalOf({ part, reason }: RecurrenceError, fields: RepeatFields): FieldError {
  const isTyped = fields.repeat === 'rrule'
  const isEnd = part === 'UNTIL' && !(isTyped && /UNTIL/i.test(fields.repeat_rule))
  const known = isEnd ? BEFORE_THE_FIRST : WORDS[part]
  if (known) return { rule: 'recurrence', ...known }
  const what = part === 'RRULE' ? 'The rule' : `The rule: ${part}`
  const field = isTyped ? 'repeat_rule' : 'repeat'
  return { field, rule: 'recurrence', message: `${what} ${reason}.` }
}

const BEFORE_THE_FIRST = {
  field: 'repeat_until',
  message: 'The last date is before the first one. Choose a later one.',
}

/** By the field of the pattern that "custom" makes. */
const WORDS: Record<string, Pick<FieldError, 'field' | 'message'>> = {
  interval: {
    field: 'repeat_interval',
    message: `Say how often: a whole number from 1 to ${LARGEST_INTERVAL}.`,
  },
  day_of_month: {
    field: 'repeat_month_day',
    message: 'Give the day of the month: a number from 1 to 31.',
  },
}
