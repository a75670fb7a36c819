import { SECONDS_A_DAY } from './calendar.js'
import { mostSlots } from './most_slots.js'
import type { Rule } from './rule.js'
import type { Slots } from './slots.js'
import type { WallSeconds } from './wall.js'

/** A period, and how many slots there are from the start until it begins: below zero where the start lies within it. */
interface Counted {
  readonly period: number
  readonly before: number
}

/**
 * Counts the slots of a rule from its start on, for COUNT and for the place of an occurrence. It counts on from where the
 * last question got to; where every period holds as many, it multiplies; where a bound is answer enough, it does neither.
 */
export class SlotCount {
  readonly #first: number
  #counted: Counted
  /** Where COUNT ends, once that is known. */
  #last: WallSeconds | undefined

  constructor(
    private readonly rule: Rule,
    private readonly slots: Slots,
    private readonly startWall: WallSeconds,
    private readonly lastDay: number
  ) {
    this.#first = slots.nextPeriod(slots.periodAt(startWall), lastDay)
    this.#counted = this.#nothing()
  }

  /** Whether a slot (and its period) lies after the last one that COUNT allows. */
  isPast(count: number, slot: WallSeconds, period: number): boolean {
    if (this.#last !== undefined) return slot > this.#last
    const days = Math.ceil((slot - this.startWall) / SECONDS_A_DAY)
    const stretch = { days, periods: period - this.#first + 1 }
    if (mostSlots(this.rule, this.slots.timesADay, stretch) <= count) return false
    this.#counted = this.#countTo(period, count)
    const { period: reached, before } = this.#counted
    if (before + this.slots.size(reached) < count) return false
    this.#last = this.slots.slot(reached, count - before - 1)
    return slot > this.#last
  }

  /** How many slots there are until a wall time, itself included; not more than are asked for. */
  until(wall: WallSeconds, most: number): number {
    if (wall < this.startWall || this.#first < 0) return 0
    const { period, before } = this.#countTo(this.slots.periodAt(wall), most)
    return Math.min(most, Math.max(0, before + this.slots.placeAfter(period, wall)))
  }

  /** Up to a period, or to the one in which `enough` is reached. */
  #countTo(target: number, enough: number): Counted {
    if (this.slots.even) return this.#multiply(target, enough)
    let { period, before } = this.#counted.period <= target ? this.#counted : this.#nothing()
    while (period < target && before + this.slots.size(period) < enough) {
      const following = this.slots.nextPeriod(period + 1, this.lastDay)
      if (following < 0 || following > target) break
      before += this.slots.size(period)
      period = following
    }
    return { period, before }
  }

  #multiply(target: number, enough: number): Counted {
    const { period, before } = this.#nothing()
    const size = this.slots.size(period)
    const passed = Math.min(target - period, Math.floor((enough - before - 1) / size))
    return passed > 0
      ? { period: period + passed, before: before + passed * size }
      : { period, before }
  }

  /** What the first period holds before the start is taken off. */
  #nothing(): Counted {
    const period = this.#first
    return { period, before: period < 0 ? 0 : -this.slots.placeAfter(period, this.startWall - 1) }
  }
}
