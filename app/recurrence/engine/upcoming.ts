import { first, occurrences, type Occurrence } from './occurrences.js'
import { formatKey, nextAfterCompletion, parseKey, type Series } from './series_step.js'

/** The first occurrences of a series, at most `limit`; after completion as they come when each is done on its day. */
export function upcoming(series: Series, limit: number): Occurrence[] {
  const { rule, start, mode } = series
  if (mode === 'fixed') return [...occurrences(rule, start, { limit })]
  const found: Occurrence[] = []
  let one = first(rule, start)
  while (one && found.length < limit) {
    found.push(one)
    one = afterItsDay(series, one, found.length)
  }
  return found
}

/** A skip counts from the scheduled date, as a completion on that date does. */
function afterItsDay(series: Series, { key, at }: Occurrence, instance: number) {
  const numbered = formatKey({ scheduled: parseKey(key).scheduled, instance })
  const zone = series.start.zone ?? 'UTC'
  return nextAfterCompletion(series, { action: 'skip', key: numbered, at: at ?? key, zone })
}
