import assert from 'node:assert/strict'
import { inTransaction, database, rows } from '#app/shared/database'
import { makeNext, type MadeNext } from '#app/tasks/occurrences/make_next'
import { type ApiUser, ok } from '#tests/support/api'
import { taskNow } from '#tests/support/factories'
import { closingEventOf } from '#tests/support/series'

const RECURRER = {
  kind: 'system',
  id: 'recurrer',
  label: 'Taskflow',
  via: 'system',
  requestId: null,
  traceparent: null,
} as const

/** What the recurrer does when it hears of a closing. */
export async function askForNext(
  closed: { id: string; series_id: string; occurrence_key: string },
  closingEventId?: string
): Promise<MadeNext> {
  const closing = closingEventId ?? (await closingEventOf(closed))
  return inTransaction((trx) =>
    makeNext(trx, RECURRER, {
      seriesId: closed.series_id,
      key: closed.occurrence_key,
      closingEventId: closing,
    })
  )
}

/** Completes an occurrence, at a time if one is given, and answers the one that is made of it. */
export async function completeToNext(by: ApiUser, task: { id: string }, at?: string): Promise<any> {
  const closed = await ok(
    by.post(`/tasks/${task.id}/complete`, at ? { completed_at: at } : undefined)
  )
  return nextOf(by, closed)
}

export async function skipToNext(by: ApiUser, task: { id: string }): Promise<any> {
  return nextOf(by, await ok(by.post(`/tasks/${task.id}/skip`)))
}

/** The occurrence that follows a closed one, made as the recurrer makes it. */
export async function nextOf(by: ApiUser, closed: any): Promise<any> {
  const { taskId } = await askForNext(closed)
  assert.ok(taskId, 'nothing follows')
  return taskNow(by, { id: taskId })
}

/** What every series waits for: exactly one thing while it goes on, nothing once it has ended. */
export async function assertSeriesHold() {
  const wrong = await rows(
    database(),
    `SELECT s.id, s.ended_at IS NOT NULL AS ended, count(t.*) AS waits FROM series s
     LEFT JOIN tasks t ON t.series_id = s.id AND NOT t.detached AND ((t.status = 'active' AND t.deleted_at IS NULL)
       OR (t.next_key IS NOT NULL AND t.next_task_id IS NULL))
     GROUP BY s.id HAVING count(t.*) <> CASE WHEN s.ended_at IS NULL THEN 1 ELSE 0 END`
  )
  assert.deepEqual(wrong, [])
}
