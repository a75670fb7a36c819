import { answerHeaders, requestHeaders } from '#app/api_docs/headers'
import { problemResponses } from '#app/api_docs/problem_responses'
import { parameters, requestBody } from '#app/api_docs/request_schemas'
import type { ApiMethod, ApiResponse, ApiRoute } from '#app/shared/api_route'
import { methodsOf } from '#app/shared/api_addresses'

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: unknown[]
  requestBody?: unknown
  responses: Record<string, unknown>
}

/** One method of one path. */
export function operation(route: ApiRoute, method: ApiMethod): Operation {
  const given = [...parameters(route), ...requestHeaders(route, method)]
  const body = requestBody(route, method)
  return {
    operationId: operationId(route, method),
    summary: route.summary,
    ...(description(route) && { description: description(route) }),
    tags: [route.tag],
    security: route.ability === null ? [] : [{ token: [route.ability] }],
    ...(given.length > 0 && { parameters: given }),
    ...(body !== undefined && { requestBody: body }),
    responses: { ...answers(route, method), ...problemResponses(route, method) },
  }
}

/** Unique, also where one route takes several methods. */
function operationId(route: ApiRoute, method: ApiMethod) {
  const [first] = methodsOf(route)
  return method === first
    ? route.name
    : `${route.name}By${method[0]}${method.slice(1).toLowerCase()}`
}

function description(route: ApiRoute) {
  return [route.description, route.ability && `Needs the ability \`${route.ability}\`.`]
    .filter(Boolean)
    .join('\n\n')
}

function answers(route: ApiRoute, method: ApiMethod) {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [
      status,
      answer(route, method, response),
    ])
  )
}

function answer(route: ApiRoute, method: ApiMethod, response: ApiResponse) {
  const { description: what, schema, example, mediaType = 'application/json' } = response
  const headers = answerHeaders(route, method, response)
  return {
    description: what,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(schema && {
      content: { [mediaType]: { schema, ...(example !== undefined && { example }) } },
    }),
    ...(route.undoable && { links: { undo } }),
  }
}

const undo = {
  operationId: 'undoChange',
  parameters: { id: '$response.header.Taskflow-Undo' },
  description: 'Takes this change back.',
}
