import { modulo, SECONDS_A_DAY } from './calendar.js'
import { placesIn } from './day_matches.js'
import { periodsOf, type Periods } from './periods.js'
import { RecurrenceError } from './recurrence_error.js'
import type { Rule } from './rule.js'
import { timesOfDay } from './times_of_day.js'
import { isDate, LAST_DAY, secondsOf, type Start, type WallSeconds } from './wall.js'
import { Zone } from './zone.js'

/** Periods that a search has to pass to be remembered. */
const LONG_SEARCH = 16

/**
 * A rule from its start on, ready to be asked: in wall time alone, where the slots of a rule lie on an even grid.
 * A slot is one wall time of the grid.
 */
export class Plan {
  readonly allDay: boolean
  /** The zone of a timed rule; undefined for an all-day one. */
  readonly zone: Zone | undefined
  readonly startWall: WallSeconds
  readonly #periods: Periods
  /** Seconds of the day, ascending. */
  readonly #times: readonly number[]
  readonly #positions: readonly number[]
  readonly #count: number | null
  readonly #placesBySize = new Map<number, readonly number[]>()
  /** No slot lies after this day; UNTIL in wall time, but generously, as it is held against instants. */
  readonly #lastDay: number
  #lastCounted: WallSeconds | undefined
  /** The last long search: whoever asks from within it gets the same answer at once. */
  #gap = { from: 0, to: -1 }

  constructor(rule: Rule, start: Start, { clamp = false } = {}) {
    this.allDay = isDate(start.wall)
    this.startWall = secondsOf(start.wall, 'start')
    this.zone = this.allDay ? undefined : Zone.named(zoneOf(start))
    this.#periods = periodsOf(rule, { day: Math.floor(this.startWall / SECONDS_A_DAY), clamp })
    this.#times = timesOfDay(rule, modulo(this.startWall, SECONDS_A_DAY))
    this.#positions = rule.bySetPosition
    this.#count = rule.count
    this.#lastDay = Math.min(LAST_DAY, rule.until === null ? LAST_DAY : lastDayOf(rule.until))
  }

  /** Whether the rule has a slot at all, from its start until a day. */
  hasSlotUntil(day: number): boolean {
    const lastDay = Math.min(day, this.#lastDay)
    return !this.slotsAfter(-Infinity, lastDay).next().done
  }

  /** All slots strictly after a wall time, ascending. Goes to the period of `wall` at once. */
  *slotsAfter(wall: WallSeconds, lastDay = this.#lastDay): Generator<WallSeconds, void> {
    const from = Math.max(wall, this.startWall - 1)
    const last = Math.min(this.#lastSlot(), (lastDay + 1) * SECONDS_A_DAY - 1)
    let period = this.#next(this.#periods.at(dayOf(from)), lastDay)
    let place = period < 0 ? 0 : this.#placeAfter(period, from)
    while (period >= 0) {
      for (const size = this.#size(period); place < size; place++) {
        const slot = this.#slot(period, place)
        if (slot > last) return
        yield slot
      }
      place = 0
      period = this.#next(period + 1, lastDay)
    }
  }

  /** How many slots there are from the start until a wall time, itself included. */
  slotsUntil(wall: WallSeconds): number {
    const until = Math.min(wall, this.#lastSlot())
    const periods = this.#periods
    const target = periods.at(dayOf(until))
    let period = periods.next(periods.at(dayOf(this.startWall)), this.#lastDay)
    if (until < this.startWall || period < 0) return 0
    let found = -this.#placeAfter(period, this.startWall - 1)
    if (periods.even && target > period) {
      found += (target - period) * this.#size(period)
      period = target
    }
    while (period >= 0 && period < target) {
      found += this.#size(period)
      period = periods.next(period + 1, this.#lastDay)
    }
    return Math.max(0, period === target ? found + this.#placeAfter(period, until) : found)
  }

  #next(from: number, lastDay: number): number {
    if (from >= this.#gap.from && from <= this.#gap.to) return this.#gap.to
    const to = this.#periods.next(from, lastDay)
    if (to - from >= LONG_SEARCH) this.#gap = { from, to }
    return to
  }

  /** The last slot that COUNT allows; found once, and by arithmetic where every period holds as many. */
  #lastSlot(): WallSeconds {
    return (this.#lastCounted ??= this.#count === null ? Infinity : this.#nth(this.#count))
  }

  #nth(count: number): WallSeconds {
    const periods = this.#periods
    let period = periods.next(periods.at(dayOf(this.startWall)), this.#lastDay)
    if (period < 0) return Infinity
    let left = count + this.#placeAfter(period, this.startWall - 1)
    if (periods.even && this.#size(period) > 0) {
      const passed = Math.floor((left - 1) / this.#size(period))
      period += passed
      left -= passed * this.#size(period)
    }
    while (period >= 0 && left > this.#size(period)) {
      left -= this.#size(period)
      period = periods.next(period + 1, this.#lastDay)
    }
    return period < 0 ? Infinity : this.#slot(period, left - 1)
  }

  /** The number of slots in a period. */
  #size(period: number): number {
    const size = this.#periods.days(period).length * this.#times.length
    return this.#positions.length === 0 ? size : this.#places(size).length
  }

  #slot(period: number, place: number): WallSeconds {
    const days = this.#periods.days(period)
    const chosen = this.#chosen(days.length * this.#times.length, place)
    const day = days[Math.floor(chosen / this.#times.length)] ?? 0
    const time = this.#times[chosen % this.#times.length] ?? 0
    return (this.#periods.firstDay(period) + day) * SECONDS_A_DAY + time
  }

  #chosen(size: number, place: number): number {
    return this.#positions.length === 0 ? place : (this.#places(size)[place] ?? 1) - 1
  }

  /** Which of the period's set BYSETPOS takes (from 1). Sets of one size are asked the same again and again. */
  #places(size: number): readonly number[] {
    const kept = this.#placesBySize.get(size)
    if (kept) return kept
    const places = placesIn(this.#positions, size)
    this.#placesBySize.set(size, places)
    return places
  }

  /** The place of the period's first slot after a wall time: a binary search, as a year can hold 35,000. */
  #placeAfter(period: number, wall: WallSeconds): number {
    let low = 0
    let high = this.#size(period)
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#slot(period, middle) > wall) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** One plan is kept for each rule: a series asks for the same again. */
const plans = new WeakMap<Rule, { start: Start; plan: Plan }>()

export function planOf(rule: Rule, start: Start): Plan {
  const kept = plans.get(rule)
  if (kept && kept.start.wall === start.wall && kept.start.zone === start.zone) return kept.plan
  const plan = new Plan(rule, start)
  plans.set(rule, { start: { wall: start.wall, zone: start.zone }, plan })
  return plan
}

function zoneOf({ zone }: Start): string {
  if (zone !== null) return zone
  throw new RecurrenceError('start', 'zone', 'is missing: a wall time is due in a time zone')
}

/** Zones are less than two days apart from UTC, a day of gap included. */
function lastDayOf(until: string): number {
  return dayOf(secondsOf(until, 'until')) + (isDate(until) ? 0 : 2)
}

function dayOf(wall: WallSeconds): number {
  return Math.floor(wall / SECONDS_A_DAY)
}
