import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import app from '@adonisjs/core/services/app'
import StaticMiddleware from '@adonisjs/static/static_middleware'

/** Every file in `public/` has an extension and no route has one, so that other requests need not ask the disk. */
const FILE = /\.\w+$/

export default class StaticFilesMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (!FILE.test(ctx.request.url()) || ctx.request.url().startsWith('/api/')) return next()
    const files = await app.container.make(StaticMiddleware)
    return files.handle(ctx, next)
  }
}
