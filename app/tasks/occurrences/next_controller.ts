import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { isPassing } from '#app/messaging/failure_kind'
import { systemActor } from '#app/shared/actor'
import { readBody, validateInput } from '#app/shared/api_input'
import { inTransaction } from '#app/shared/database'
import { Problem } from '#app/shared/problem'
import { traceparentFrom } from '#app/shared/trace_context'
import { rules } from '#app/shared/vine_rules'
import { makeNext } from '#app/tasks/occurrences/make_next'
import { countMade } from '#app/tasks/occurrences/metrics'

const OCCURRENCE_KEY = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?(~[1-9]\d{0,8})?$/

const closedParams = vine.create({
  id: rules.uuid(),
  key: vine.string().regex(OCCURRENCE_KEY),
})
const closingBody = vine.create({ closing_event_id: rules.uuid() })

/** Makes what follows a closed occurrence, and says which task that is: the same one however often it is asked. */
export async function nextOccurrence(ctx: HttpContext) {
  const { id: seriesId, key } = await validateInput<{ id: string; key: string }>(
    closedParams,
    ctx.params
  )
  const { closing_event_id: closingEventId } = await readBody<{ closing_event_id: string }>(
    ctx,
    closingBody
  )
  const source = systemActor('recurrer', {
    requestId: ctx.request.id() ?? null,
    traceparent: traceparentFrom(ctx.request.header('traceparent')),
  })
  const { created, taskId } = await inTransaction((trx) =>
    makeNext(trx, source, { seriesId, key, closingEventId })
  ).catch(askAgain)
  if (created) countMade('recurrer')
  return { created, task_id: taskId }
}

/** A 500 would count against the event, of which there is nothing to say when the database is away. */
function askAgain(error: unknown): never {
  if (!isPassing(error)) throw error
  throw new Problem(503, 'unavailable', 'The database does not answer at the moment. Ask again.')
}
