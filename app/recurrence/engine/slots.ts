import { modulo, SECONDS_A_DAY } from './calendar.js'
import { placesIn } from './day_matches.js'
import { periodsOf, type Periods } from './periods.js'
import type { Rule } from './rule.js'
import { timesOfDay } from './times_of_day.js'
import type { WallSeconds } from './wall.js'

/** Periods that a search has to pass to be remembered. */
const LONG_SEARCH = 16

/**
 * The slots of a rule's periods: its days times its times of day, of which BYSETPOS takes some. A slot is found by its
 * period and its place (from 0) in it. Where the rule starts within its first period, and where it ends, is not known here.
 */
export class Slots {
  readonly #periods: Periods
  /** Seconds of the day, ascending. */
  readonly #times: readonly number[]
  readonly #positions: readonly number[]
  readonly #chosenBySize = new Map<number, readonly number[]>()
  /** The last long search: whoever asks from within it gets the same answer at once. */
  #gap = { from: 0, to: -1 }

  constructor(rule: Rule, startWall: WallSeconds, clamp: boolean) {
    this.#periods = periodsOf(rule, { day: Math.floor(startWall / SECONDS_A_DAY), clamp })
    this.#times = timesOfDay(rule, modulo(startWall, SECONDS_A_DAY))
    this.#positions = rule.bySetPosition
  }

  get timesADay(): number {
    return this.#times.length
  }

  /** Whether every period has as many slots. */
  get even(): boolean {
    return this.#periods.even
  }

  /** The first period that does not end before a wall time. */
  periodAt(wall: WallSeconds): number {
    return this.#periods.at(Math.floor(wall / SECONDS_A_DAY))
  }

  /** The first period from `from` on that has days, or -1 when none begins until `lastDay`. */
  nextPeriod(from: number, lastDay: number): number {
    if (from >= this.#gap.from && from <= this.#gap.to) return this.#gap.to
    const to = this.#periods.next(from, lastDay)
    if (to - from >= LONG_SEARCH) this.#gap = { from, to }
    return to
  }

  /** The number of slots in a period that has days. */
  size(period: number): number {
    const size = this.#periods.days(period).length * this.#times.length
    return this.#positions.length === 0 ? size : this.#chosen(size).length
  }

  slot(period: number, place: number): WallSeconds {
    const days = this.#periods.days(period)
    const times = this.#times
    const taken =
      this.#positions.length === 0
        ? place
        : (this.#chosen(days.length * times.length)[place] ?? 1) - 1
    const day = this.#periods.firstDay(period) + (days[Math.floor(taken / times.length)] ?? 0)
    return day * SECONDS_A_DAY + (times[taken % times.length] ?? 0)
  }

  /** The place of the period's first slot after a wall time: a binary search, as a year can hold 35,000. */
  placeAfter(period: number, wall: WallSeconds): number {
    let low = 0
    let high = this.size(period)
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.slot(period, middle) > wall) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Which of a set of this size BYSETPOS takes (from 1). Sets of one size are asked for again and again. */
  #chosen(size: number): readonly number[] {
    const kept = this.#chosenBySize.get(size)
    if (kept) return kept
    const chosen = placesIn(this.#positions, size)
    this.#chosenBySize.set(size, chosen)
    return chosen
  }
}
