import { Temporal } from 'temporal-polyfill'
import { SECONDS_A_DAY } from './calendar.js'
import { RecurrenceError } from './recurrence_error.js'
import type { EpochSeconds, WallSeconds } from './wall.js'

/** Days of UTC that are looked at together. Since 1970 no zone has changed its clocks twice within six. */
const WINDOW_DAYS = 4

/** Windows kept for each zone, and zones kept by their spelling; a longer list is thrown away and grows anew. */
const KEPT_WINDOWS = 4096
const KEPT_ZONES = 1024

/** Four days of a zone, in seconds: its offset from UTC before and after the one change they can hold. */
interface Window {
  readonly before: number
  readonly after: number
  /** Infinity where nothing changes. */
  readonly changesAt: EpochSeconds
}

/** The edge between wall time and UTC, the one place that asks for zone data; Temporal has it. */
export class Zone {
  readonly #windows = new Map<number, Window>()

  private constructor(readonly name: string) {}

  static named(name: string): Zone {
    const known = zones.get(name)
    if (known) return known
    const zone = new Zone(name)
    try {
      zone.#askOffset(0)
    } catch {
      throw new RecurrenceError('start', 'zone', `“${name}” is no time zone`)
    }
    if (zones.size >= KEPT_ZONES) zones.clear()
    zones.set(name, zone)
    return zone
  }

  /**
   * As Temporal's disambiguation `compatible`: in a gap the offset before it counts, so that the time is shifted forward
   * by the gap's length; in a fold the first of the two instants (RFC 5545, 3.3.5).
   */
  toInstant(wall: WallSeconds): EpochSeconds {
    const { before, after, changesAt } = this.#windowAround(wall)
    const early = wall - before
    const late = wall - after
    return early >= changesAt && late >= changesAt ? late : early
  }

  /** Seconds that the zone is ahead of UTC. */
  offsetAt(epoch: EpochSeconds): number {
    const { before, after, changesAt } = this.#windowAround(epoch)
    return epoch < changesAt ? before : after
  }

  toWall(epoch: EpochSeconds): WallSeconds {
    return epoch + this.offsetAt(epoch)
  }

  /** A day to either side of the time at least: no zone is further from UTC, a day left out included. */
  #windowAround(seconds: number): Window {
    const firstDay = 2 * Math.floor((Math.floor(seconds / SECONDS_A_DAY) - 1) / 2) // even: neighbours share it
    const kept = this.#windows.get(firstDay)
    if (kept) return kept
    if (this.#windows.size >= KEPT_WINDOWS) this.#windows.clear()
    const window = this.#ask(firstDay * SECONDS_A_DAY)
    this.#windows.set(firstDay, window)
    return window
  }

  #ask(begin: EpochSeconds): Window {
    const before = this.#askOffset(begin)
    const after = this.#askOffset(begin + WINDOW_DAYS * SECONDS_A_DAY)
    if (before === after) return { before, after, changesAt: Infinity }
    const change = zonedAt(begin, this.name).getTimeZoneTransition('next')
    return { before, after, changesAt: change ? change.epochMilliseconds / 1000 : Infinity }
  }

  #askOffset(epoch: EpochSeconds): number {
    return zonedAt(epoch, this.name).offsetNanoseconds / 1_000_000_000
  }
}

const zones = new Map<string, Zone>()

function zonedAt(epoch: EpochSeconds, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(epoch * 1000).toZonedDateTimeISO(zone)
}
