/** A wake-up at a time; the row that it is for is the truth, so one that comes twice or never does no harm. */
export interface Job {
  /** Letters, digits, `-` and `_`; scheduling the same name again replaces it. */
  name: string
  /** RFC 3339, UTC. What is past fires at once. */
  dueAt: string
  data: Record<string, unknown>
}

/** Blocks for as long as the scheduler is away (2 s at most): called by the relay, never inside a request. */
export interface Scheduler {
  /** @throws when it is not known to be scheduled; try again */
  schedule(job: Job): Promise<void>
  /** A job that is not there is no error. */
  cancel(name: string): Promise<void>
}
