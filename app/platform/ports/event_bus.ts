/** One record for one topic. */
export interface BusRecord {
  /** Identifies it over repetitions: the CloudEvents id. */
  id: string
  type: string
  topic: string
  /** Records of one key keep their order. */
  key: string
  data: unknown
  traceparent: string | null
}

/** What the bus says of records that it was given. */
export interface Published {
  /** Indexes of what is known to be with the broker. The others are unknown: publish them again, with the same id. */
  done: Set<number>
  /** Why others are not; for the log. */
  error?: string
}

/**
 * Brings records to the broker. They come in the order of each key; after the first record of a key that is not known
 * to have arrived, no later one of that key is sent, so that order holds over failures.
 */
export interface EventBus {
  publish(records: readonly BusRecord[]): Promise<Published>
}
