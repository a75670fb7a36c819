import logger from '@adonisjs/core/services/logger'
import { backoffMs } from '#app/messaging/backoff'
import { consume, type Consumed, handle, handlesEvent } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import { claimEvents, unclaimEvents } from '#app/messaging/inbox'
import { logFailure } from '#app/messaging/deliver'
import { EVENT_COLUMNS, envelopeFromRow, type EventRow } from '#app/messaging/event_row'
import { TRANSACTION_TIMEOUT_MS } from '#app/messaging/transaction_limits'
import { fence, type Lease, LeaseLost } from '#app/messaging/lease'
import { countHandled } from '#app/messaging/metrics'
import { pause, type WakeUp } from '#app/messaging/wake_up'
import { database, inBoundedTransaction, inTime, rows, type Trx } from '#app/shared/database'

const MOST_AT_ONCE = 100
/** A transaction takes up no further event after this: the last one may take 2 s more, its lease is of 3 s. */
const BATCH_MS = 500
const POLL_MS = 1000
const BACKOFF = { firstMs: 200, mostMs: 10_000 }

/**
 * Where there is no broker, a consumer follows `events` by position: read after its cursor, handle, and move the cursor
 * in the transaction of the effects, under a lease of its own. Many events are one transaction, which ends with what was
 * handled when its time is up; when it fails, they are handled one by one, so that one that cannot be handled takes no
 * other with it.
 */
export class EmbeddedConsumer {
  #consumer: Consumer
  #wakeUp: WakeUp
  #failures = 0
  #atOnce = MOST_AT_ONCE

  constructor(consumer: Consumer, wakeUp: WakeUp) {
    this.#consumer = consumer
    this.#wakeUp = wakeUp
  }

  /** Until the lease ends. */
  async run(lease: Lease) {
    while (lease.lasts() && !lease.signal.aborted) {
      try {
        const handled = await this.#turn(lease)
        if (!handled) await this.#wakeUp.wait(POLL_MS, lease.signal)
      } catch (error) {
        if (error instanceof LeaseLost) return
        this.#failures += 1
        logger.warn({ consumer: this.#consumer.name, err: error }, 'a consumer is set back')
      }
      if (this.#failures > 0) await pause(backoffMs(BACKOFF, this.#failures), lease.signal)
    }
  }

  /** Answers whether there was anything to handle. */
  async #turn(lease: Lease): Promise<boolean> {
    const events = await inTime(TRANSACTION_TIMEOUT_MS, this.#read())
    if (events.length === 0) {
      this.#failures = 0
      return false
    }
    if (await this.#together(events, lease)) return true
    for (const row of events) {
      const { outcome } = await this.#alone(row, lease)
      if (outcome === 'retry') break
    }
    return true
  }

  async #read(): Promise<EventRow[]> {
    return rows<EventRow>(
      database(),
      `SELECT ${EVENT_COLUMNS} FROM events e
       WHERE e.position > coalesce((SELECT position FROM consumer_cursors WHERE consumer = :consumer), 0)
       ORDER BY e.position LIMIT :atOnce`,
      { consumer: this.#consumer.name, atOnce: this.#failures > 0 ? 1 : this.#atOnce }
    )
  }

  /** All of them in one transaction; false when that failed and nothing has happened. */
  async #together(events: EventRow[], lease: Lease): Promise<boolean> {
    if (events.length === 1) return false
    const started = performance.now()
    try {
      const { passed, handled } = await inBoundedTransaction(TRANSACTION_TIMEOUT_MS, (trx) =>
        this.#handleInTime(trx, events, lease)
      )
      this.#sizeAfter(performance.now() - started, passed)
      for (let n = 0; n < handled; n++) {
        countHandled(this.#consumer, { outcome: 'done', repeated: false })
      }
      return true
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      return false
    }
  }

  /** Answers how many of the events the cursor has passed, and how many of those were handled now. */
  async #handleInTime(trx: Trx, events: EventRow[], lease: Lease) {
    await fence(trx, lease)
    const mine = events.filter((row) => this.#isMine(row)).map(({ event_id: id }) => id)
    const claimed =
      mine.length > 0 ? await claimEvents(trx, this.#consumer.name, mine) : new Set<string>()
    const endMs = performance.now() + BATCH_MS
    let passed = 0
    let handled = 0
    for (const row of events) {
      if (handled > 0 && performance.now() > endMs) break
      if (claimed.delete(row.event_id)) {
        await handle(this.#consumer, envelopeFromRow(row), trx)
        handled += 1
      }
      passed += 1
    }
    if (claimed.size > 0) await unclaimEvents(trx, this.#consumer.name, [...claimed])
    await this.#moveTo(trx, events[passed - 1]?.position)
    return { passed, handled }
  }

  async #alone(row: EventRow, lease: Lease): Promise<Consumed> {
    const along = {
      first: (trx: Trx) => fence(trx, lease),
      last: (trx: Trx) => this.#moveTo(trx, row.position),
    }
    if (!this.#isMine(row)) {
      await inBoundedTransaction(TRANSACTION_TIMEOUT_MS, async (trx) => {
        await along.first(trx)
        await along.last(trx)
      })
      return { outcome: 'ignored' }
    }
    const event = envelopeFromRow(row)
    const consumed = await consume(this.#consumer, event, along)
    countHandled(this.#consumer, consumed)
    if (consumed.outcome === 'retry' || consumed.outcome === 'dead_letter') {
      logFailure(this.#consumer, event, consumed)
    }
    this.#failures = consumed.outcome === 'retry' ? this.#failures + 1 : 0
    return consumed
  }

  /** A cursor never goes back: a transaction that was given up on may still have committed. */
  async #moveTo(trx: Trx, position: string | undefined) {
    await rows(
      trx,
      `INSERT INTO consumer_cursors AS c (consumer, position) VALUES (:consumer, :position)
       ON CONFLICT (consumer) DO UPDATE SET position = greatest(c.position, excluded.position)`,
      { consumer: this.#consumer.name, position: position ?? '0' }
    )
  }

  #isMine(row: EventRow): boolean {
    return row.topic === this.#consumer.topic && handlesEvent(this.#consumer, row)
  }

  #sizeAfter(tookMs: number, events: number) {
    const fitting = Math.floor((BATCH_MS / Math.max(tookMs, 1)) * events)
    this.#atOnce = Math.min(MOST_AT_ONCE, Math.max(2, fitting))
  }
}
