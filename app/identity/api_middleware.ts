import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { findBearerToken } from '#app/identity/bearer_token'
import { networkOf } from '#app/identity/network_of'
import { countTry } from '#app/identity/throttle'
import type { Ability } from '#app/shared/ability'
import { traceparentFrom } from '#app/shared/trace_context'
import { settings } from '#app/platform/settings'
import { Problem } from '#app/shared/problem'

const MINUTE_SECONDS = 60
const WRONG_TOKENS = { name: 'api-wrong-token', tries: 60, seconds: MINUTE_SECONDS }

/**
 * Lets a request of the API through when its bearer token is in force and allows the route's ability, and says who
 * acts. Two statements: the token with its owner, and the owner's count of requests.
 */
export default class ApiMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { ability }: { ability: Ability | null }) {
    if (ability !== null) await authorise(ctx, ability)
    return next()
  }
}

async function authorise(ctx: HttpContext, ability: Ability) {
  const presented = bearerOf(ctx)
  if (presented === undefined) {
    throw unauthenticated('Send a token: Authorization: Bearer tf_… (Settings, API tokens).')
  }
  const token = await findBearerToken(presented)
  if (token === 'wrong') {
    await countTry(
      WRONG_TOKENS,
      networkOf(ctx.request.ip()),
      'Too many wrong tokens from your address. Wait, then use a right one.'
    )
  }
  if (typeof token === 'string') {
    throw unauthenticated(
      'The token is wrong, expired or revoked. Make a new one under Settings, API tokens.'
    )
  }
  await countRequest(token.userId)
  if (!token.abilities.includes(ability)) throw insufficientAbility(ability)
  ctx.actor = {
    kind: 'token',
    userId: token.userId,
    id: token.id,
    label: token.name,
    via: 'api',
    timezone: token.timezone,
    requestId: ctx.request.id() ?? null,
    traceparent: traceparentFrom(ctx.request.header('traceparent')),
  }
}

/** RFC 6750, 2.1; the name of the scheme in any case (RFC 9110, 11.1). */
function bearerOf(ctx: HttpContext) {
  return /^bearer +(\S+) *$/i.exec(ctx.request.header('authorization') ?? '')?.[1]
}

async function countRequest(userId: string) {
  const tries = settings().apiRateLimit
  if (tries === 0) return
  await countTry(
    { name: 'api', tries, seconds: MINUTE_SECONDS },
    userId,
    `More than ${tries} requests in a minute. Try again when Retry-After has passed.`
  )
}

function unauthenticated(message: string) {
  return new Problem(401, 'unauthenticated', message, { headers: { 'www-authenticate': 'Bearer' } })
}

function insufficientAbility(ability: Ability) {
  return new Problem(
    403,
    'insufficient_ability',
    `The token lacks the ability ${ability}. Make one that has it.`,
    {
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${ability}"` },
      extensions: { ability },
    }
  )
}
