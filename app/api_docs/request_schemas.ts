import type { ApiMethod, ApiRoute, AnyValidator } from '#app/shared/api_route'
import type { JsonSchema } from '#app/shared/json_schema'

/** What a validator takes, as JSON Schema: Vine's own description with what it leaves open said. */
export function schemaOf(validator: AnyValidator): JsonSchema {
  return complete(validator.toJSONSchema() as JsonSchema)
}

/** Parameters of the path and of the query. A list repeats its name: `tags=a&tags=b`. */
export function parameters(route: ApiRoute): unknown[] {
  const path = Object.entries(route.params ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }))
  if (!route.query) return path
  const { properties = {}, required = [] } = schemaOf(route.query)
  const query = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description && { description }),
    schema,
    ...(schema.type === 'array' && { style: 'form', explode: true }),
  }))
  return [...path, ...query]
}

/** The body of an operation, its read-only fields included; undefined: it takes none. */
export function requestBody(route: ApiRoute, method: ApiMethod): unknown {
  if (!route.body) return undefined
  const schema = bodySchema(route, route.body)
  const content = { schema, ...(route.bodyExample !== undefined && { example: route.bodyExample }) }
  return {
    required: needsFields(schema),
    content: {
      'application/json': content,
      ...(method === 'PATCH' && { 'application/merge-patch+json': content }),
    },
  }
}

/** Whether no body, or an empty one, is too little. */
function needsFields({ required = [], oneOf = [], allOf = [] }: JsonSchema): boolean {
  const isOneNeeded = oneOf.length > 0 && oneOf.every(needsFields)
  return required.length > 0 || isOneNeeded || allOf.some(needsFields)
}

/** The fields a body may have, and what they must fulfil together. */
export function bodySchema(route: ApiRoute, body: AnyValidator): JsonSchema {
  const schema = schemaOf(body)
  return {
    ...schema,
    properties: { ...schema.properties, ...route.readOnly },
    ...(route.bodyRules && { allOf: route.bodyRules }),
  }
}

/** Vine writes a choice without its type and an empty list of required fields; readers of the document want neither. */
function complete(schema: JsonSchema): JsonSchema {
  const { required, properties, items, anyOf, ...rest } = schema
  return {
    ...(rest.enum && !rest.type && { type: 'string' }),
    ...rest,
    ...(items && { items: complete(items) }),
    ...(anyOf && { anyOf: anyOf.map(complete) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, complete(property)])
      ),
    }),
    ...(required?.length && { required }),
  }
}
