import { first, occurrences, type Occurrence } from './occurrences.js'
import { formatKey, nextAfterCompletion, parseKey, type Series } from './series_step.js'

/** A skip does not depend on when it was done. */
const NEVER_READ = '1970-01-01T00:00:00Z'

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

/**
 * Those that follow an occurrence of the series, at most `limit`; after completion as they come when it, and each after it,
 * is done on its day.
 *
 * @param key as the task has it, `~N` included
 */
export function upcomingAfter(series: Series, key: string, limit: number): Occurrence[] {
  const { rule, start, mode } = series
  const { scheduled, instance } = parseKey(key)
  if (mode === 'fixed') return [...occurrences(rule, start, { after: scheduled, limit })]
  const found: Occurrence[] = []
  let one = afterItsDay(series, { key, due: scheduled, at: null }, instance ?? 1)
  while (one && found.length < limit) {
    found.push(one)
    one = afterItsDay(series, one, parseKey(one.key).instance ?? 1)
  }
  return found
}

/** A skip counts from the scheduled date, as a completion on that date does. */
function afterItsDay(series: Series, { key, at }: Occurrence, instance: number) {
  const numbered = formatKey({ scheduled: parseKey(key).scheduled, instance })
  const zone = series.start.zone ?? 'UTC'
  return nextAfterCompletion(series, { action: 'skip', key: numbered, at: at ?? NEVER_READ, zone })
}
