import type { HealthCheck } from './health.js'

/** Work that a process does by itself, beside what it is asked: a relay, a consumer that follows events, a sweep. */
export interface Worker {
  /** Unique within a process; also the name of its check in `/health/ready`. */
  name: string
  /** Called once, when the process is ready. What is away then is waited for in the background, not thrown. */
  start(): Promise<RunningWorker> | RunningWorker
}

export interface RunningWorker {
  /** Takes nothing new, finishes what is in hand, and lets go. */
  stop(): Promise<void>
  /** Whether it can do its work at this moment; one without is well as long as it runs. */
  health?(): HealthCheck
}
