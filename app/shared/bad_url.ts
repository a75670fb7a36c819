import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '#app/shared/problem'
import { PROBLEMS } from '#app/shared/problem_catalogue'

/** Answers an address that cannot be decoded (`%zz`, `%ff`): AdonisJS has no context for it, nor a route. */
export function refuseBadUrl(request: IncomingMessage, response: ServerResponse) {
  const { status, detail } = PROBLEMS.malformed_path
  const ofApi = request.url?.startsWith('/api/')
  response.writeHead(status, {
    'content-type': ofApi ? 'application/problem+json' : 'text/plain; charset=utf-8',
  })
  response.end(
    ofApi ? JSON.stringify(new Problem(status, 'malformed_path', detail).toDocument()) : detail
  )
}
