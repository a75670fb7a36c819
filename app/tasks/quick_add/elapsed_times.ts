import { instantOf, wallTimeIn, LAST_YEAR } from '#app/shared/time'
import type { Instant, WallTime } from '#app/shared/time'
import type { Moment } from '#app/tasks/quick_add/moment'
import { countNamed } from '#app/tasks/quick_add/names'
import { reads } from '#app/tasks/quick_add/connectors'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** A wall time and the instant that is meant; in a fold the wall alone would not tell. */
export interface WallMoment {
  wall: WallTime
  at: Instant
}

const MINUTE_MS = 60_000
const UNIT_MINUTES = new Map(
  [
    ['min', 'mins', 'minute', 'minutes'],
    ['hour', 'hours', 'hr', 'hrs', 'h'],
  ].flatMap((names, index) => names.map((name) => [name, index === 0 ? 1 : 60] as const))
)

/**
 * `in 30 min`, `in 2 hours`, `in an hour`, `in half an hour`, `in 2h`: time that passes, so that across a change of
 * the clocks the wall clock jumps. Up to the next full minute: never earlier than was said.
 */
export function elapsedTimeAt(
  words: readonly Word[],
  at: number,
  { now, zone }: Moment
): Found<WallMoment> | undefined {
  if (keyAt(words, at) !== 'in') return undefined
  const said = minutesAt(words, at + 1)
  if (!said) return undefined
  const ms = Date.parse(now) + said.value * MINUTE_MS
  const instant = new Date(Math.ceil(ms / MINUTE_MS) * MINUTE_MS)
  const meant = instant.toISOString().replace('.000Z', 'Z')
  const wall = wallTimeIn(meant, zone)
  return Number(wall.slice(0, 4)) <= LAST_YEAR
    ? { value: { wall, at: meant }, next: said.next }
    : undefined
}

/** The wall time as the instant that its zone gives it. */
export function atWall(wall: WallTime, zone: string): WallMoment {
  return { wall, at: instantOf(wall, zone) }
}

function minutesAt(words: readonly Word[], at: number): Found<number> | undefined {
  if (reads(words, at, 'half', 'an', 'hour')) return { value: 30, next: at + 3 }
  const key = keyAt(words, at)
  const tight = /^(\d{1,4})(min|mins|h|hr|hrs)$/.exec(key)
  const count = tight
    ? countNamed(tight[1] ?? '')
    : key === 'a' || key === 'an'
      ? 1
      : countNamed(key)
  const unit = UNIT_MINUTES.get(tight?.[2] ?? keyAt(words, at + 1))
  if (!count || !unit) return undefined
  return { value: count * unit, next: tight ? at + 1 : at + 2 }
}
