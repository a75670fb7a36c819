import type { JsonSchema } from '#app/shared/json_schema'

/** What a value may be, in a few words: `text, 1–200 characters`, `low, medium, high or urgent`, `date or time`. */
export function schemaWords(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return either(schema.enum.map(String))
  if (schema.anyOf) return either(schema.anyOf.map(schemaWords))
  const types = [schema.type ?? 'any value'].flat()
  return either(types.map((type) => typeWords(type, schema)))
}

function typeWords(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'string':
      return (
        FORMATS[schema.format ?? ''] ??
        `text${range(schema.minLength, schema.maxLength, ' characters')}`
      )
    case 'integer':
      return `whole number${range(schema.minimum, schema.maximum, '')}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return `list${range(schema.minItems, schema.maxItems, '')} of: ${schemaWords(schema.items ?? {})}`
    default:
      return type
  }
}

const FORMATS: Record<string, string> = {
  'uuid': 'UUID',
  'date': 'date',
  'date-time': 'time with offset',
  'timezone': 'time zone',
  'email': 'mail address',
}

function range(least: number | undefined, most: number | undefined, unit: string) {
  if (most === undefined) return least === undefined ? '' : `, from ${least}${unit}`
  return least === undefined ? `, at most ${most}${unit}` : `, ${least}–${most}${unit}`
}

function either(words: string[]) {
  const different = [...new Set(words)]
  return different.length < 2
    ? different.join('')
    : `${different.slice(0, -1).join(', ')} or ${different.at(-1)}`
}
