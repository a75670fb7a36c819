import { formatRule, localDate, moveUntil, type Pattern } from '#app/recurrence/engine/index'
import { ruleOf, type SeriesState } from '#app/recurrence/series'

/**
 * A timed series in another zone: whatever it says in wall time stays, its end too. An all-day one has no zone, and stays
 * as it is.
 *
 * @param zone IANA name
 */
export function movedToZone(series: SeriesState, zone: string): SeriesState {
  const { timezone: from, pattern } = series
  if (from === null) return series
  const rule = ruleOf(series)
  const until = rule.until && moveUntil(rule.until, from, zone)
  return {
    ...series,
    rule: formatRule({ ...rule, until }),
    pattern: pattern && endingOnDate(pattern, from),
    timezone: zone,
  }
}

/** An end that was given as an instant is the date that it has in its present zone: in another it could be the next. */
function endingOnDate(pattern: Pattern, zone: string): Pattern {
  const { end_date: end } = pattern
  return end ? { ...pattern, end_date: localDate(end, zone) ?? end } : pattern
}
