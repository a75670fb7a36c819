import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { accountExport } from '#app/identity/account_export'
import type User from '#app/identity/user'
import { today } from '#app/shared/time'

/** Sends everything of an account as a file. A failure on the way breaks the connection: half a file looks broken. */
export function streamExport(ctx: HttpContext, user: User) {
  ctx.response.header('content-type', 'application/json; charset=utf-8')
  ctx.response.header(
    'content-disposition',
    `attachment; filename="taskflow-${today(user.timezone)}.json"`
  )
  ctx.response.header('cache-control', 'no-store')
  const pieces = Readable.from(accountExport(user), { objectMode: false })
  pieces.once('error', (error) => ctx.logger.error({ err: error }, 'an export broke off'))
  ctx.response.stream(pieces)
}
