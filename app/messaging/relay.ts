import { backoffMs } from '#app/messaging/backoff'
import { recordsOf } from '#app/messaging/bus_records'
import type { EventRow } from '#app/messaging/event_row'
import { HELD_LEASE, leaseValues, type Lease } from '#app/messaging/lease'
import { NUMBERED_AT_ONCE, numberEvents } from '#app/messaging/number_events'
import { UnpublishedQuery } from '#app/messaging/unpublished_query'
import type { WakeUp } from '#app/messaging/wake_up'
import type { DirectConnection } from '#app/platform/direct_connection'
import type { EventBus } from '#app/platform/ports/event_bus'

const POLL_MS = 1000 // what a wake-up costs that got lost
/** Another process may have a sidecar that works, where nothing gets through here for so long. */
const STUCK_MS = 10_000
const STAND_BACK_MS = 3000
/** At least a second, as the broker's client refuses at once for that long after a failure. */
const BACKOFF = { firstMs: 1000, mostMs: 5000 }

export interface RelayOptions {
  connection: DirectConnection
  bus: EventBus
  wakeUp: WakeUp
  /** Told after events got their numbers: they can be read by position from now on. */
  numbered: () => void
  /** Told once of a trouble, and once that it is over. */
  trouble: (error: string | undefined) => void
}

/**
 * Takes events from the outbox to the broker, under a lease: numbers what was committed, publishes it in the order of each
 * user, and marks what is known to have arrived. What is not known to have arrived is published again with the same id,
 * after a while, and holds back the later events of its user alone.
 */
export class Relay {
  #options: RelayOptions
  #unpublished: UnpublishedQuery
  #held = new Map<string, { until: number; failures: number }>()
  #pause = { until: 0, failures: 0 }
  #troubled = false
  #stuckSince: number | undefined

  constructor(options: RelayOptions) {
    this.#options = options
    this.#unpublished = new UnpublishedQuery(options.connection)
  }

  /**
   * Until the lease ends, or nothing has got through for a while. A database that is away is waited for.
   *
   * @returns how long to leave the lease to others, in milliseconds
   */
  async run(lease: Lease): Promise<number> {
    this.#held.clear()
    this.#pause = { until: 0, failures: 0 }
    this.#stuckSince = undefined
    while (lease.lasts() && !lease.signal.aborted) {
      if (performance.now() - (this.#stuckSince ?? Infinity) > STUCK_MS) return STAND_BACK_MS
      try {
        const more = await this.#turn(lease)
        if (this.#pause.failures === 0 && this.#held.size === 0) this.#tell(undefined)
        if (!more) await this.#options.wakeUp.wait(this.#sleepMs(), lease.signal)
      } catch (error) {
        this.#tell(error instanceof Error ? error.message : String(error))
        await this.#options.wakeUp.wait(POLL_MS, lease.signal)
      }
    }
    return 0
  }

  /** Answers whether there is more to do at once. */
  async #turn(lease: Lease): Promise<boolean> {
    const { connection, numbered } = this.#options
    const count = await numberEvents(connection, lease)
    if (count > 0) numbered()
    if (performance.now() < this.#pause.until) return count === NUMBERED_AT_ONCE
    const { events, complete } = await this.#unpublished.next(this.#heldUsers())
    if (events.length > 0 && lease.lasts()) await this.#publish(events, lease)
    return !complete || count === NUMBERED_AT_ONCE
  }

  async #publish(events: EventRow[], lease: Lease) {
    const records = events.flatMap(recordsOf)
    const { done, error } = await this.#options.bus.publish(records)
    const unknown = new Set(records.filter((_, index) => !done.has(index)).map(({ id }) => id))
    const published = events.filter((event) => !unknown.has(event.event_id))
    this.#holdBack(events, published)
    if (error) this.#tell(error)
    if (published.length > 0) await this.#mark(published, lease)
  }

  /** Those wait whose own event did not get through; everybody, when that is nobody's of several. */
  #holdBack(events: EventRow[], published: EventRow[]) {
    const now = performance.now()
    const arrived = new Set(published)
    for (const { user_id: user } of published) this.#held.delete(user)
    const failed = new Set(events.filter((event) => !arrived.has(event)).map((e) => e.user_id))
    for (const user of failed) {
      const failures = (this.#held.get(user)?.failures ?? 0) + 1
      this.#held.set(user, { failures, until: now + backoffMs(BACKOFF, failures) })
    }
    if (published.length > 0) {
      this.#pause = { failures: 0, until: 0 }
      this.#stuckSince = undefined
      return
    }
    this.#stuckSince ??= now
    if (this.#held.size < 2) return
    const failures = this.#pause.failures + 1
    this.#pause = { failures, until: now + backoffMs(BACKOFF, failures) }
  }

  async #mark(published: EventRow[], lease: Lease) {
    await this.#options.connection.query(
      `WITH lease AS MATERIALIZED (${HELD_LEASE})
       UPDATE events SET published_at = clock_timestamp()
       WHERE id = ANY($4::bigint[]) AND EXISTS (SELECT FROM lease)`,
      [...leaseValues(lease), published.map(({ id }) => id)]
    )
  }

  #heldUsers(): string[] {
    const now = performance.now()
    return [...this.#held].filter(([, { until }]) => until > now).map(([user]) => user)
  }

  #sleepMs(): number {
    const now = performance.now()
    const waits = [this.#pause, ...this.#held.values()].map(({ until }) => until - now)
    return Math.min(POLL_MS, ...waits.filter((ms) => ms > 0))
  }

  #tell(error: string | undefined) {
    if (Boolean(error) === this.#troubled) return
    this.#troubled = Boolean(error)
    this.#options.trouble(error)
  }
}
