import type { ApiMethod, ApiRoute } from '#app/shared/api_route'
import { Problem } from '#app/shared/problem'

/**
 * What is said where no route takes the request: 405 with `Allow` at an address that takes other methods, else
 * undefined. Routes for the refusals themselves would fill the router with every method that HTTP knows.
 *
 * @param path under `/api`, e.g. `/tasks/search`
 */
export function methodRefusal(
  routes: readonly ApiRoute[],
  method: string,
  path: string
): Problem | undefined {
  const taken = methodsAt(routes, path)
  if (taken.length === 0 || taken.includes(method)) return undefined
  const allow = taken.join(', ')
  return new Problem(405, 'method_not_allowed', `This address takes ${allow} only.`, {
    headers: { allow },
  })
}

/** An address that is spelled out is not also one with a parameter: `/tasks/search` is no `/tasks/{id}`. */
function methodsAt(routes: readonly ApiRoute[], path: string): string[] {
  const exact = routes.filter((route) => route.path === path)
  const found = exact.length > 0 ? exact : routes.filter((route) => templateOf(route).test(path))
  const methods = found.flatMap(methodsOf)
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods
}

/** The methods of a route as a list. */
export function methodsOf(route: ApiRoute): ApiMethod[] {
  return [route.method].flat()
}

function templateOf({ path }: ApiRoute) {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
