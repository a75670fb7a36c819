import type { HttpContext, Router } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { middleware } from '#start/kernel'
import { methodRefusal, methodsOf } from '#app/shared/api_addresses'
import { readBody, readQuery } from '#app/shared/api_input'
import type { ApiMethod, ApiRoute } from '#app/shared/api_route'
import type { JsonSchema } from '#app/shared/json_schema'
import { notFound, type Problem } from '#app/shared/problem'
import { PUBLIC_ROUTES } from '#app/shared/public_routes'

const PREFIX = '/api'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const mounted: ApiRoute[] = []
const schemas: Record<string, JsonSchema> = {}

/** The routes of this process's API, for the OpenAPI document and for the test that walks them. */
export function apiRoutes(): readonly ApiRoute[] {
  return mounted
}

/** The shapes that those routes refer to by name. */
export function apiSchemas(): Readonly<Record<string, JsonSchema>> {
  return schemas
}

/**
 * Registers the routes under `/api`, each behind its ability.
 *
 * @param named the shapes that the routes refer to as `#/components/schemas/…`
 */
export function mountApi(
  router: Router,
  routes: ApiRoute[],
  named: Record<string, JsonSchema> = {}
) {
  mounted.push(...routes)
  Object.assign(schemas, named)
  for (const route of staticPathsFirst(routes)) {
    const pattern = `${PREFIX}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    const methods = methodsOf(route)
    refuseUnlistedPublic(route, methods, pattern)
    router
      .route(
        pattern,
        methods.includes('GET') ? [...methods, 'HEAD'] : methods,
        (ctx: HttpContext) => handle(route, ctx)
      )
      .use([middleware.api({ ability: route.ability }), middleware.bodyparser()])
      .as(`api.${route.name}`)
  }
}

/** The refusal of a request that came to no route, or to one that only looks like its address. */
export function refusalAt(ctx: HttpContext): Problem | undefined {
  const path = ctx.request.url()
  if (!path.startsWith(`${PREFIX}/`)) return undefined
  return methodRefusal(mounted, ctx.request.method(), path.slice(PREFIX.length))
}

/** A route that forgot its ability must not start. */
function refuseUnlistedPublic(route: ApiRoute, methods: ApiMethod[], pattern: string) {
  const open = methods.filter((method) => !PUBLIC_ROUTES.has(`${method} ${pattern}`))
  if (route.ability !== null || open.length === 0) return
  throw new Error(`${route.name} asks for no ability and is not in app/shared/public_routes.ts`)
}

async function handle(route: ApiRoute, ctx: HttpContext) {
  for (const [name, schema] of Object.entries(route.params ?? {})) {
    if (schema.format === 'uuid' && !UUID.test(String(ctx.params[name]))) {
      throw refusalAt(ctx) ?? notFound(WORDS[route.tag] ?? 'task')
    }
  }
  if (takesInput(route)) {
    if (!route.query) await readQuery(ctx, nothing)
    if (!route.body) await readBody(ctx, nothing)
  }
  return route.handle(ctx)
}

const WORDS: Partial<Record<ApiRoute['tag'], string>> = { Tags: 'tag', Undo: 'undo' }

/** What a route that takes no query or no body takes there: a field that means nothing is told, not passed over. */
const nothing = vine.create({})

/** The documents are for everybody, however they came by the address. */
function takesInput(route: ApiRoute) {
  return route.ability !== null
}

/** `/tasks/search` must be asked before `/tasks/{id}`. */
function staticPathsFirst(routes: ApiRoute[]): ApiRoute[] {
  return routes.toSorted((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
}
