import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import logger from '@adonisjs/core/services/logger'
import { countRequest } from '#app/platform/metrics'
import { activeTraceparent, nameSpan } from '#app/platform/telemetry'
import { traceIdOf, traceparentFrom } from '#app/shared/trace_context'

/** What a client may call its request: anything else would be its text in our log. */
const REQUEST_ID = /^[\w.-]{1,128}$/

/**
 * Around every request: gives it an id and a trace of its own where the client gave none that holds, puts both on its
 * log lines, and counts it.
 */
export default class RequestMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const startMs = performance.now()
    const { headers } = ctx.request.request
    if (!REQUEST_ID.test(String(headers['x-request-id']))) delete headers['x-request-id']
    const traceparent = activeTraceparent() ?? traceparentFrom(ctx.request.header('traceparent'))
    headers.traceparent = traceparent
    ctx.logger = logger.child({ request_id: ctx.request.id(), trace_id: traceIdOf(traceparent) })
    try {
      return await next()
    } finally {
      const seconds = (performance.now() - startMs) / 1000
      const { method = '' } = ctx.request.request
      const route = ctx.route?.pattern ?? 'unmatched'
      countRequest(method, route, ctx.response.getStatus(), seconds)
      nameSpan(method, route)
    }
  }
}
