import { modulo, SECONDS_A_DAY } from './calendar.js'
import { movedDays } from './moved_days.js'
import { monthPlace } from './month_place.js'
import { first } from './occurrences.js'
import type { Rule } from './rule.js'
import { endOfLocalDate, untilDate } from './until.js'
import { isDate, secondsOf, type PlainDate, type WallText } from './wall.js'
import { Zone } from './zone.js'

type Wall = PlainDate | WallText

/**
 * The rule of a series of which one date is moved “for all”: what it says of its days and times goes along, so that it comes at
 * `to` where it came at `from`. Null where a rule cannot say that: of several days of the month, of places in a set, of several
 * times a day, and where it would have ended before `to`.
 *
 * @param zone of a timed series, before or after: its end is an instant
 */
export function moveRule(
  rule: Rule,
  from: Wall,
  to: Wall,
  zone: string | null = null
): Rule | null {
  const days = movedDays(rule, monthPlace(from), monthPlace(to))
  const times = movedTimes(rule, from, to)
  const until = rule.until === null ? null : movedUntil(rule.until, to, zone)
  if (!days || !times || until === undefined) return null
  const moved = Object.freeze({ ...rule, ...days, ...times, until })
  return comesAt(moved, to) ? moved : null
}

/** A limit that has not moved (BYMONTH of a weekly rule) may leave the new date out. */
function comesAt(rule: Rule, wall: Wall): boolean {
  const start = { wall, zone: isDate(wall) ? null : 'UTC' }
  const found = first({ ...rule, count: null, until: null }, start)
  return found !== null && secondsOf(found.key, 'key') === secondsOf(wall, 'to')
}

function movedTimes(rule: Rule, from: Wall, to: Wall) {
  const { byHour, byMinute } = rule
  if (byHour.length + byMinute.length === 0) return {}
  if (isDate(to)) return null
  const [before, after] = [timeOf(from), timeOf(to)]
  if (before === after) return {}
  if (byHour.length > 1 || byMinute.length > 1) return null
  return {
    byHour: byHour.map(() => Math.floor(after / 3600)),
    byMinute: byMinute.map(() => Math.floor(after / 60) % 60),
  }
}

function timeOf(wall: Wall): number {
  return modulo(secondsOf(wall, 'time'), SECONDS_A_DAY)
}

/** The same last date, as a rule of the kind of `to` has it; undefined when that is before `to`. */
function movedUntil(until: string, to: Wall, zone: string | null): string | undefined {
  if (isDate(to)) {
    const last = untilDate(until, zone)
    return last < to ? undefined : last
  }
  if (zone === null) return undefined
  const end = isDate(until) ? endOfLocalDate(until, { wall: to, zone }) : until
  const due = Zone.named(zone).toInstant(secondsOf(to, 'to'))
  return secondsOf(end, 'until') < due ? undefined : end
}
