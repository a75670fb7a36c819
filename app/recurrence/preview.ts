import { describe, skippedMonths, upcoming, type Occurrence } from '#app/recurrence/engine/index'
import { engineSeries, type Recurrence } from '#app/recurrence/series'
import { formatWithOffset, wallTimeIn } from '#app/shared/time'

/** How a rule reads and when it comes, as the API tells it. */
export function previewToJson(recurrence: Recurrence, limit: number) {
  const series = engineSeries(recurrence)
  const { rule, start, mode } = series
  const dates = upcoming(series, limit).map((one) => dueText(one, start.zone))
  return {
    rrule: recurrence.rule,
    recurrence_mode: mode,
    words: describe(rule, start, { mode }),
    start: dates[0],
    occurrences: dates,
    ends: rule.count !== null || rule.until !== null || dates.length < limit,
    warning: skippedMonths(rule, start, mode),
  }
}

/** As the API writes due dates: the date, or the wall time with the offset of its zone. */
function dueText({ due, at }: Occurrence, zone: string | null): string {
  return at && zone ? formatWithOffset(wallTimeIn(at, zone), at) : due
}
