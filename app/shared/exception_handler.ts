import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { isMachinePath } from '#app/platform/machine_paths'
import { plays, settings } from '#app/platform/settings'
import { refusalAt } from '#app/shared/api_router'
import { answerExpiredForm, answerWithPage } from '#app/shared/page_error'
import { Problem } from '#app/shared/problem'

/** API paths get RFC 9457 documents; pages get a page in the words of the product. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = !app.inProduction
  protected renderStatusPages = true

  async handle(error: unknown, ctx: HttpContext) {
    const problem = asProblem(error, ctx)
    if (isPage(ctx)) {
      if (codeOf(error) === 'E_BAD_CSRF_TOKEN') return answerExpiredForm(ctx)
      return answerWithPage(ctx, problem)
    }
    for (const [name, value] of Object.entries(problem.headers)) ctx.response.header(name, value)
    ctx.response
      .status(problem.status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(problem.toDocument()))
  }

  async report(error: unknown, ctx: HttpContext) {
    if (asProblem(error, ctx).status < 500) return
    ctx.logger.error({ err: error }, 'request failed')
  }
}

/** Whether a browser asks, where there are pages; scripts that ask for JSON get a document at every address. */
function isPage(ctx: HttpContext) {
  const path = ctx.request.url()
  const hasPages = plays('web') && path !== '/api' && !path.startsWith('/api/')
  return hasPages && !isMachinePath(path) && ctx.request.accepts(['html', 'json']) !== 'json'
}

function codeOf(error: unknown) {
  return (error as { code?: string } | undefined)?.code
}

/** On a machine path a 404 would tell the sidecar to drop what it brought. */
function asProblem(error: unknown, ctx: HttpContext): Problem {
  const problem = problemOf(error, ctx)
  if (problem.status !== 404 || !isMachinePath(ctx.request.url())) return problem
  return new Problem(
    500,
    'no_such_route',
    `Nothing here takes ${ctx.request.method()} of this address.`
  )
}

function problemOf(error: unknown, ctx: HttpContext): Problem {
  if (error instanceof Problem) return error
  const { code, status } = error as { code?: string; status?: number }
  switch (code) {
    case 'E_ROUTE_NOT_FOUND':
      return refusalAt(ctx) ?? nothingHere()
    case 'E_REQUEST_ENTITY_TOO_LARGE':
      return new Problem(
        413,
        'body_too_large',
        'The body is larger than 1 MB. Send less at a time.'
      )
    case 'E_TOO_MANY_REQUESTS':
      return new Problem(
        429,
        'too_many_requests',
        'Too many requests. Try again when Retry-After has passed.'
      )
  }
  // A body that says it is compressed and is not.
  if (code?.startsWith('Z_')) {
    return new Problem(
      400,
      'malformed_body',
      'The body cannot be unpacked as Content-Encoding says.'
    )
  }
  if (status === 415) {
    return new Problem(415, 'unsupported_media_type', 'Send the body as application/json in UTF-8.')
  }
  if (status === 413) {
    return new Problem(413, 'body_too_large', 'The body is larger than 1 MB. Send less at a time.')
  }
  if (status === 400) {
    return new Problem(400, 'malformed_body', 'The body is not JSON. Check its syntax.')
  }
  if (status && status >= 400 && status < 500) {
    return new Problem(status, 'refused', 'The request was refused.')
  }
  return new Problem(
    500,
    'internal_error',
    'Something broke on our side. The log has the details under this request id.'
  )
}

function nothingHere() {
  if (!plays('web')) {
    return new Problem(
      404,
      'not_found',
      `This process is the ${settings().role}: pages and the API are answered by web.`
    )
  }
  return new Problem(
    404,
    'not_found',
    'There is nothing at this address. /api/docs lists what there is.'
  )
}
