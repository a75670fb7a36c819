import { wallTimeIn } from '#app/shared/time'
import type { Instant } from '#app/shared/time'
import { type Day, dayFrom } from '#app/tasks/quick_add/calendar'

/** When and where a line is read. */
export interface Moment {
  now: Instant
  zone: string
  /** The date that calendars of the zone show. */
  today: Day
  /** `HH:MM:SS`, with a fraction when there is one: what clocks of the zone show. */
  clock: string
}

export function momentIn(now: Instant, zone: string): Moment {
  const wall = wallTimeIn(now, zone)
  return { now, zone, today: dayFrom(wall.slice(0, 10)), clock: wall.slice(11) }
}
