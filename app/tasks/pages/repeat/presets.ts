import {
  describeShort,
  formatRule,
  fromPattern,
  monthPlace,
  parseRule,
  validate,
  WEEKDAYS,
  type PlainDate,
  type Rule,
} from '#app/recurrence/engine/index'
import { capital } from '#app/shared/sentence'

export const WORKDAYS = 'MO,TU,WE,TH,FR'
const ALL_DAY = { allDay: true }

/** The rules that people want most, for a task that is due on this date; each as its canonical text. */
export function presets(date: PlainDate): string[] {
  const { weekday, nth, nthFromEnd, day, monthLength } = monthPlace(date)
  const name = WEEKDAYS[weekday] ?? ''
  const start = { wall: date, zone: null }
  const rules = [
    parseRule('FREQ=DAILY', ALL_DAY),
    parseRule(`FREQ=WEEKLY;BYDAY=${WORKDAYS}`, ALL_DAY),
    parseRule(`FREQ=WEEKLY;BYDAY=${name}`, ALL_DAY),
    fromPattern({ frequency: 'monthly' }, start),
    ...when(day === monthLength, 'FREQ=MONTHLY;BYMONTHDAY=-1'),
    ...when(nth < 5, `FREQ=MONTHLY;BYDAY=${nth}${name}`),
    ...when(nthFromEnd === 1, `FREQ=MONTHLY;BYDAY=-1${name}`),
    parseRule(`FREQ=MONTHLY;BYDAY=${WORKDAYS};BYSETPOS=-1`, ALL_DAY),
    fromPattern({ frequency: 'yearly' }, start),
  ]
  return [...new Set(rules.map(formatRule))]
}

/** A preset in the words of its choice: “Every month on the last Friday”. */
export function presetWords(text: string, date: PlainDate): string {
  const words = describeShort(parseRule(text, ALL_DAY), { wall: date, zone: null })
  return capital(words)
}

/** Whether a choice is a preset, of whatever date: the others are names. */
export function isRuleText(text: string): boolean {
  return (
    /^FREQ=[A-Z0-9=;,-]+$/.test(text) && validate(text, { wall: '2000-01-01', zone: null }) === null
  )
}

function when(applies: boolean, text: string): Rule[] {
  return applies ? [parseRule(text, ALL_DAY)] : []
}
