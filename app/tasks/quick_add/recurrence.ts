import { instantOf } from '#app/shared/time'
import { type Day, plainDate, withinYears } from '#app/tasks/quick_add/calendar'
import { dueOn, isPast, type QuickDue, saidStart } from '#app/tasks/quick_add/due'
import type { Moment } from '#app/tasks/quick_add/moment'
import { type Part, partOf } from '#app/tasks/quick_add/part'
import type { SaidEnd } from '#app/tasks/quick_add/recurrence_bounds'
import type { RecurrenceMode } from '#app/tasks/quick_add/recurrence_phrases'
import { type Rule, ruleText } from '#app/tasks/quick_add/rule'
import { firstDay, inPhase } from '#app/tasks/quick_add/rule_days'
import type { TimeOfDay } from '#app/tasks/quick_add/times'

/** `rrule` is canonical: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, COUNT, UNTIL, without defaults. */
export interface QuickRecurrence {
  rrule: string
  mode: RecurrenceMode
}

/** How far a rule that began in the past is followed; its next date lies further off only with a huge interval. */
const PHASE_SEARCH_DAYS = 4000

/**
 * The first occurrence at or after now, and the rule. Undefined when the rule has no date within the years that are
 * kept; without `end` when that lies before the first occurrence: neither was said, then.
 */
export function recurring(
  parts: readonly Part[],
  moment: Moment
): { due: QuickDue; recurrence: QuickRecurrence; endHolds: boolean } | undefined {
  const said = partOf(parts, 'recurrence')?.value
  if (!said) return undefined
  const { day: start, time } = saidStart(parts)
  const first = firstOccurrence(said.rule, start, time, moment)
  if (first === undefined) return undefined
  const bound = endText(partOf(parts, 'end')?.value, first, time, moment.zone)
  const rrule = [ruleText(said.rule), ...(bound ? [bound] : [])].join(';')
  return {
    due: dueOn(first, time, moment.zone),
    recurrence: { rrule, mode: said.mode },
    endHolds: bound !== undefined,
  }
}

/** A start that is past tells the phase: `every 2 weeks from 2026-01-05` stays on its Mondays. */
function firstOccurrence(
  rule: Rule,
  start: Day | undefined,
  time: TimeOfDay | undefined,
  moment: Moment
): Day | undefined {
  const { today } = moment
  const from = isPast(today, time, moment) ? today + 1 : today
  if (start === undefined || start >= from) return kept(firstDay(rule, start ?? from))
  const began = firstDay(rule, start)
  if (began === undefined || began >= from) return kept(began)
  for (let day = from; day <= from + PHASE_SEARCH_DAYS; day++) {
    if (inPhase(rule, began, day)) return kept(day)
  }
  return began
}

function endText(
  end: SaidEnd | undefined,
  first: Day,
  time: TimeOfDay | undefined,
  zone: string
): string | undefined {
  if (!end) return undefined
  if ('count' in end) return `COUNT=${end.count}`
  const day = end.until(first)
  if (day === undefined || day < first) return undefined
  if (!time) return `UNTIL=${compact(plainDate(day))}`
  return `UNTIL=${compact(instantOf(`${plainDate(day)}T23:59:59`, zone))}`
}

function kept(day: Day | undefined): Day | undefined {
  return day === undefined ? undefined : withinYears(day)
}

function compact(text: string) {
  return text.replaceAll(/[-:]/g, '')
}
