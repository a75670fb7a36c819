import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { defineConfig } from '@adonisjs/core/bodyparser'
import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import { phase } from '#app/platform/lifecycle'
import { settings } from '#app/platform/settings'
import { isToken } from '#app/platform/token'
import { Problem } from '#app/shared/problem'

/** Kafka's own limit for a record is 1 MB; in a CloudEvent it may be base64, and grows by a third. */
const BODY_LIMIT = '4mb'

const bodies = new BodyParserMiddleware(
  defineConfig({
    allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
    json: {
      limit: BODY_LIMIT,
      convertEmptyStringsToNull: false,
      strict: false,
      types: ['application/json', 'application/cloudevents+json'],
    },
    form: { types: [] },
    raw: { types: [] },
    multipart: { autoProcess: false, types: [] },
  })
)

/** Lets the sidecar through, by the token that it and this process were given, while the process takes work. */
export default class MachineMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (!isToken(ctx.request.header('dapr-api-token'), settings().appApiToken)) {
      throw new Problem(
        401,
        'unauthenticated',
        'This address is for the sidecar: send APP_API_TOKEN in the header dapr-api-token.'
      )
    }
    if (phase() === 'draining') {
      throw new Problem(503, 'draining', 'This process is ending and takes no work. Ask another.')
    }
    return bodies.handle(ctx, () => {
      if (ctx.request.bodyType === 'unknown' && ctx.request.header('content-length') !== '0') {
        throw new Problem(
          415,
          'unsupported_media_type',
          'Send the body as application/json or application/cloudevents+json.'
        )
      }
      return next()
    })
  }
}
