import { Temporal } from 'temporal-polyfill'
import { dayOf, modulo, monthOf, packedDate, SECONDS_A_DAY, yearOf } from './calendar.js'
import { RecurrenceError } from './recurrence_error.js'
import type { EpochSeconds, WallSeconds } from './wall.js'

/** Offsets kept for each zone, and zones kept by their spelling; a longer list is thrown away and grows anew. */
const KEPT_OFFSETS = 4096
const KEPT_ZONES = 1024

/**
 * The edge between wall time and UTC, the one place that asks for zone data. Away from changes of the clock it needs
 * two remembered offsets; near one it asks Temporal, with `compatible`: in a gap the time shifts forward by the gap's
 * length, in a fold the first of the two instants counts (RFC 5545, 3.3.5).
 */
export class Zone {
  readonly #midnightOffsets = new Map<number, number>()

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

  toInstant(wall: WallSeconds): EpochSeconds {
    const offset = this.#steadyOffset(Math.floor(wall / SECONDS_A_DAY))
    return offset === undefined ? this.#askInstant(wall) : wall - offset
  }

  /** Seconds that the zone is ahead of UTC. */
  offsetAt(epoch: EpochSeconds): number {
    return this.#steadyOffset(Math.floor(epoch / SECONDS_A_DAY)) ?? this.#askOffset(epoch)
  }

  toWall(epoch: EpochSeconds): WallSeconds {
    return epoch + this.offsetAt(epoch)
  }

  /** The offset around a day in UTC, or undefined when it changes; since 1970 no zone has gone back and forth within these four days. */
  #steadyOffset(day: number): number | undefined {
    if (this.name === 'UTC') return 0
    const from = 2 * Math.floor((day - 1) / 2) // even: neighbours ask for the same
    const before = this.#midnightOffset(from)
    return before === this.#midnightOffset(from + 4) ? before : undefined
  }

  #midnightOffset(day: number): number {
    const kept = this.#midnightOffsets.get(day)
    if (kept !== undefined) return kept
    if (this.#midnightOffsets.size >= KEPT_OFFSETS) this.#midnightOffsets.clear()
    const offset = this.#askOffset(day * SECONDS_A_DAY)
    this.#midnightOffsets.set(day, offset)
    return offset
  }

  #askOffset(epoch: EpochSeconds): number {
    const instant = Temporal.Instant.fromEpochMilliseconds(epoch * 1000)
    return instant.toZonedDateTimeISO(this.name).offsetNanoseconds / 1_000_000_000
  }

  #askInstant(wall: WallSeconds): EpochSeconds {
    const date = packedDate(Math.floor(wall / SECONDS_A_DAY))
    const seconds = modulo(wall, SECONDS_A_DAY)
    const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    return (
      new Temporal.PlainDateTime(
        yearOf(date),
        monthOf(date),
        dayOf(date),
        hour,
        minute,
        seconds % 60
      ).toZonedDateTime(this.name, { disambiguation: 'compatible' }).epochMilliseconds / 1000
    )
  }
}

const zones = new Map<string, Zone>()
