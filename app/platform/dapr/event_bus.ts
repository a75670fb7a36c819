import type { BusRecord, EventBus, Published } from '#app/platform/ports/event_bus'
import { bulkEntry, type Sidecar, type SidecarRecord } from './sidecar.js'

/** What the broker takes in one batch; a record above it goes alone. */
const BULK_BYTES = 1_000_000

/** A record with its place in what was given. */
type Placed = readonly [index: number, record: BusRecord]

/**
 * Dapr's publishing. A bulk accepts later entries of a key after an earlier one failed, so each key is at most once in
 * a request, and the next of the key goes when the answer of the one before is known.
 */
export class DaprEventBus implements EventBus {
  constructor(
    private readonly sidecar: Sidecar,
    /** Name of the component. */
    private readonly pubsub: string
  ) {}

  /** Topics go side by side and know nothing of each other. */
  async publish(records: readonly BusRecord[]): Promise<Published> {
    const done = new Set<number>()
    const errors = new Set<string>()
    const topics = Map.groupBy(records.entries(), ([, { topic }]) => topic)
    await Promise.all(
      [...topics].map(([topic, placed]) => this.#publishTopic(topic, placed, done, errors))
    )
    return errors.size > 0 ? { done, error: [...errors].join('; ') } : { done }
  }

  /** Ends early when an answer is missing: then nothing is known of what was asked for. */
  async #publishTopic(
    topic: string,
    placed: readonly Placed[],
    done: Set<number>,
    errors: Set<string>
  ) {
    const held = new Set<string>()
    try {
      for (const wave of waves(placed)) {
        for (const bulk of bulks(wave.filter(([, { key }]) => !held.has(key)))) {
          const entries = bulk.map(({ entry }) => entry)
          const failed = await this.sidecar.publish(this.pubsub, topic, entries)
          for (const [index, { key }] of bulk.map((sent) => sent.placed)) {
            if (failed.has(String(index))) held.add(key)
            else done.add(index)
          }
          for (const failure of failed.values()) errors.add(failure)
        }
      }
    } catch (error) {
      errors.add((error as Error).message)
    }
  }
}

/** The first record of every key, then the second of those that have one, and so on. */
function waves(placed: readonly Placed[]): Iterable<Placed[]> {
  const seen = new Map<string, number>()
  return Map.groupBy(placed, ([, { key }]) => {
    const turn = seen.get(key) ?? 0
    seen.set(key, turn + 1)
    return turn
  }).values()
}

/** Cuts a wave into requests of at most `BULK_BYTES`. */
function bulks(wave: readonly Placed[]) {
  const cut: { placed: Placed; entry: string }[][] = []
  let room = 0
  for (const placed of wave) {
    const entry = bulkEntry(String(placed[0]), sidecarRecord(placed[1]))
    const bytes = Buffer.byteLength(entry)
    if (bytes > room) {
      cut.push([])
      room = BULK_BYTES
    }
    room -= bytes
    cut.at(-1)?.push({ placed, entry })
  }
  return cut
}

/** The CloudEvent that the sidecar makes carries our id, so that consumers recognise a repetition. */
function sidecarRecord({ id, type, key, data, traceparent }: BusRecord): SidecarRecord {
  return {
    event: data,
    metadata: {
      'partitionKey': key,
      'cloudevent.id': id,
      'cloudevent.type': type,
      ...(traceparent && { 'cloudevent.traceparent': traceparent }),
    },
  }
}
