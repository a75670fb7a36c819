import { wakeRelay } from '#app/messaging/wake_relay'
import type { Job } from '#app/platform/ports/scheduler'
import { rows, type Trx } from '#app/shared/database'

/** Has a job scheduled, or replaced, once the transaction has committed. The row that it is for is the truth. */
export function recordJob(trx: Trx, { name, dueAt, data }: Job): Promise<void> {
  return record(trx, { name, dueAt, data: JSON.stringify(data) })
}

/** Has a job cancelled; it may fire all the same, when its time is near. */
export function recordJobCancelled(trx: Trx, name: string): Promise<void> {
  return record(trx, { name, dueAt: null, data: null })
}

async function record(
  trx: Trx,
  effect: { name: string; dueAt: string | null; data: string | null }
) {
  await rows(
    trx,
    'INSERT INTO job_effects (name, due_at, data) VALUES (:name, :dueAt, :data)',
    effect
  )
  trx.after('commit', wakeRelay)
}
