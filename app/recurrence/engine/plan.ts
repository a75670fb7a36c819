import { SECONDS_A_DAY } from './calendar.js'
import { RecurrenceError } from './recurrence_error.js'
import type { Rule } from './rule.js'
import { SlotCount } from './slot_count.js'
import { Slots } from './slots.js'
import { isDate, LAST_DAY, secondsOf, type Start, type WallSeconds } from './wall.js'
import { Zone } from './zone.js'

/**
 * A rule from its start to its end, ready to be asked: in wall time alone, where the slots of a rule lie on an even grid.
 * UNTIL is kept only roughly here, as it is held against instants.
 */
export class Plan {
  readonly allDay: boolean
  /** The zone of a timed rule; undefined for an all-day one. */
  readonly zone: Zone | undefined
  readonly #startWall: WallSeconds
  readonly #slots: Slots
  readonly #lastDay: number
  #count: SlotCount | undefined

  constructor(
    private readonly rule: Rule,
    start: Start,
    { clamp = false } = {}
  ) {
    this.allDay = isDate(start.wall)
    this.zone = this.allDay ? undefined : Zone.named(zoneOf(start))
    this.#startWall = secondsOf(start.wall, 'start')
    this.#slots = new Slots(rule, this.#startWall, clamp)
    this.#lastDay = rule.until === null ? LAST_DAY : Math.min(LAST_DAY, lastDayOf(rule.until))
  }

  /** Whether the rule has a slot at all, from its start until a day. */
  hasSlotUntil(day: number): boolean {
    const lastDay = Math.min(day, this.#lastDay)
    return !this.slotsAfter(-Infinity, lastDay).next().done
  }

  /** All slots strictly after a wall time, ascending. Goes to the period of `wall` at once. */
  *slotsAfter(wall: WallSeconds, lastDay = this.#lastDay): Generator<WallSeconds, void> {
    const from = Math.max(wall, this.#startWall - 1)
    const end = (lastDay + 1) * SECONDS_A_DAY
    const slots = this.#slots
    let period = slots.nextPeriod(slots.periodAt(from), lastDay)
    let place = period < 0 ? 0 : slots.placeAfter(period, from)
    while (period >= 0) {
      for (const size = slots.size(period); place < size; place++) {
        const slot = slots.slot(period, place)
        if (slot >= end || this.#isPastCount(slot, period)) return
        yield slot
      }
      place = 0
      period = slots.nextPeriod(period + 1, lastDay)
    }
  }

  /** How many slots there are from the start until a wall time, itself included. */
  slotsUntil(wall: WallSeconds): number {
    return this.#counter().until(wall, this.rule.count ?? Infinity)
  }

  #isPastCount(slot: WallSeconds, period: number): boolean {
    return this.rule.count !== null && this.#counter().isPast(this.rule.count, slot, period)
  }

  #counter(): SlotCount {
    return (this.#count ??= new SlotCount(this.rule, this.#slots, this.#startWall, this.#lastDay))
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
  return Math.floor(secondsOf(until, 'until') / SECONDS_A_DAY) + (isDate(until) ? 0 : 2)
}
