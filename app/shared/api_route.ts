import type { HttpContext } from '@adonisjs/core/http'
import type { VineAny, VineValidator } from '@vinejs/vine'
import type { Ability } from '#app/shared/ability'
import type { JsonSchema } from '#app/shared/json_schema'
import type { ProblemCode } from '#app/shared/problem_catalogue'

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Validators differ in their types; the table only needs to run them and to describe them. */
export type AnyValidator = Pick<VineValidator<VineAny, undefined>, 'validate' | 'toJSONSchema'>

/**
 * One route of the REST API. The same entry registers the route, guards it, validates its input and describes it
 * in the OpenAPI document, so that none of the four can be forgotten.
 */
export interface ApiRoute {
  method: ApiMethod | ApiMethod[]
  /** Under `/api`, with `{name}` for parameters, e.g. `/tasks/{id}/complete`. */
  path: string
  /** operationId and route name: unique, e.g. `completeTask`. */
  name: string
  summary: string
  description?: string
  tag: 'Tasks' | 'Recurrence' | 'Tags' | 'Undo' | 'Audit' | 'Account' | 'Documents'
  /** What the token must be allowed to do; null: no token is asked for (documents only). */
  ability: Ability | null
  params?: Record<string, JsonSchema>
  query?: AnyValidator
  body?: AnyValidator
  /** Read-only fields that may come along in the body when they agree: documented, checked by the action. */
  readOnly?: Record<string, JsonSchema>
  /** What the fields of the body must fulfil together: documented, checked by the action. */
  bodyRules?: JsonSchema[]
  bodyExample?: unknown
  /** Honours `If-Match` and may answer 412. */
  conditional?: boolean
  /** A POST that honours `Idempotency-Key`. */
  idempotent?: boolean
  /** A change: its answer carries `Taskflow-Undo`. */
  undoable?: boolean
  /** What only this action refuses; what every route of its kind refuses follows from the entry. */
  problems?: ProblemCode[]
  responses: Record<number, ApiResponse>
  handle: (ctx: HttpContext) => unknown
}

export interface ApiResponse {
  description: string
  /** Absent: no body. */
  schema?: JsonSchema
  example?: unknown
  /** Of the body; JSON unless said. */
  mediaType?: string
  /** Carries `ETag`. */
  etag?: boolean
  /** Carries `Location`: where what was made can be read. */
  location?: boolean
}
