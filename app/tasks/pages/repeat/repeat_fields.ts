import {
  first,
  formatRule,
  monthPlace,
  namesDays,
  untilDate,
  untilOf,
  WEEKDAYS,
  type Rule,
  type Series,
  type Start,
} from '#app/recurrence/engine/index'
import { customFields } from '#app/tasks/pages/repeat/custom'
import { NOTHING_CHOSEN, type RepeatFields } from '#app/tasks/pages/repeat/fields'
import { presets } from '#app/tasks/pages/repeat/presets'

/**
 * How a series stands in the fields, for a task that is due then. What they cannot say stands there as its text. Those of
 * “custom” begin with what they can say of it, and with the due date's own place in the month.
 */
export function repeatFields(current: Series | null, due: Start): RepeatFields {
  const before = { ...NOTHING_CHOSEN, ...placeOf(due) }
  if (!current) return before
  const { body, ...end } = withoutEnd(current)
  const said = withItsDays(body, current)
  const common = { ...end, repeat_from: current.mode, repeat_rule: formatRule(body) }
  const text = formatRule(said)
  const custom = { ...before, repeat: 'rrule', ...customFields(said, due, current.mode), ...common }
  return presetsOf(current, due).includes(text) ? { ...custom, repeat: text } : custom
}

/** The second Tuesday, the 8th: what is likely to be meant by a weekday or a date. */
function placeOf({ wall }: Start): Partial<RepeatFields> {
  const { weekday, nth, day } = monthPlace(wall.slice(0, 10))
  return {
    repeat_month_day: String(day),
    repeat_place: String(nth < 5 ? nth : -1),
    repeat_place_day: WEEKDAYS[weekday] ?? '',
  }
}

/** Those of the due date and of the rule's own dates: a task that was postponed keeps its choice. */
function presetsOf({ rule, start }: Series, due: Start): string[] {
  const date = first(rule, start)?.due ?? due.wall
  return [due.wall, date].flatMap((wall) => presets(wall.slice(0, 10)))
}

/** COUNT and UNTIL have fields of their own; an UNTIL that is not the end of a day stays in the rule. */
function withoutEnd({ rule, start }: Series): { body: Rule } & Partial<RepeatFields> {
  const body = { ...rule, count: null, until: null }
  if (rule.count !== null) return { body, repeat_end: 'count', repeat_count: String(rule.count) }
  if (rule.until === null) return { body }
  const date = untilDate(rule.until, start.zone)
  if (untilOf(date, start) !== rule.until) return { body: rule }
  return { body, repeat_end: 'date', repeat_until: date }
}

/** A fixed rule with the days that it leaves to its start, where naming them changes nothing: no month is skipped. */
function withItsDays(rule: Rule, { start, mode }: Series): Rule {
  const others = rule.byMonth.length + rule.bySetPosition.length
  if (mode !== 'fixed' || namesDays(rule) || others > 0) return rule
  const { weekday, day, month } = monthPlace(start.wall)
  if (rule.frequency === 'WEEKLY') return { ...rule, byDay: [{ weekday, nth: 0 }] }
  if (rule.frequency === 'MONTHLY' && day <= 28) return { ...rule, byMonthDay: [day] }
  const isLeapDay = month === 2 && day === 29
  if (rule.frequency !== 'YEARLY' || isLeapDay) return rule
  return { ...rule, byMonth: [month], byMonthDay: [day] }
}
