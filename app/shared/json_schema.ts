/** The part of JSON Schema 2020-12 that the API's description uses. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  readOnly?: boolean
  oneOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  allOf?: JsonSchema[]
  not?: JsonSchema
  if?: JsonSchema
  then?: JsonSchema
  else?: JsonSchema
}

/** A shape by its name in the OpenAPI document. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** `{data: [...], meta: {next_cursor, position}}`, as every list answers. */
export function listOf(name: string): JsonSchema {
  return {
    type: 'object',
    properties: {
      data: { type: 'array', items: ref(name) },
      meta: {
        type: 'object',
        properties: {
          next_cursor: {
            type: ['string', 'null'],
            description: 'For the next page; null on the last.',
          },
          position: {
            type: 'integer',
            description: 'Read before the rows: where /changes goes on.',
          },
        },
        required: ['next_cursor', 'position'],
        additionalProperties: false,
      },
    },
    required: ['data', 'meta'],
    additionalProperties: false,
  }
}
