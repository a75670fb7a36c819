import { type Consumer, defineConsumer, DONE } from '#app/messaging/consumer'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { ports } from '#app/platform/ports/ports'

/** Less than a transaction may stand still while it waits for web; web takes some 10 ms. */
const ANSWER_MS = 1500

/**
 * Has web make what follows a completed or skipped occurrence. Asking twice makes it once, so an answer that was lost does
 * no harm; what is given up all the same, the sweep makes.
 */
export const recurrer = defineConsumer({
  name: 'recurrer',
  role: 'recurrer',
  topic: 'task-events',
  handles: ['task.completed', 'task.skipped'],
  timeoutMs: ANSWER_MS,
  async handler({ event_id: closingEventId, data: { task }, traceparent }) {
    const { series_id: seriesId, occurrence_key: key, next_due_date: next } = task
    if (!seriesId || !key || !next) return DONE
    const { status } = await ports().invoker.invoke('web', {
      method: 'PUT',
      path: `/internal/series/${seriesId}/occurrences/${encodeURIComponent(key)}/next`,
      body: { closing_event_id: closingEventId },
      traceparent,
    })
    if (status === 503) throw new PassingFailure('web takes no work at the moment')
    if (status !== 200) throw new Error(`web answered ${status} when asked for the next occurrence`)
    return DONE
  },
})

export const recurrenceConsumers: readonly Consumer[] = [recurrer]
