import type { Job, Scheduler } from '#app/platform/ports/scheduler'
import type { Sidecar } from './sidecar.js'

/**
 * Dapr's jobs. A job that the application does not take is tried again each second without end: the default deletes it
 * after three seconds. One that is replaced or cancelled shortly before it is due may still fire.
 */
export class DaprScheduler implements Scheduler {
  constructor(private readonly sidecar: Sidecar) {}

  schedule({ name, dueAt, data }: Job) {
    return this.sidecar.scheduleJob(name, {
      dueTime: dueAt,
      data,
      overwrite: true,
      failurePolicy: { constant: { interval: '1s' } },
    })
  }

  cancel(name: string) {
    return this.sidecar.deleteJob(name)
  }
}
