import vine from '@vinejs/vine'
import { knownTimeZone, isPlainDate, parseRfc3339, YEAR_PATTERN } from '#app/shared/time'

/** Letters as people count them (code points), which is also how PostgreSQL and JSON Schema count. */
export function lengthOf(text: string): number {
  return [...text].length
}

interface TextOptions {
  max: number
}

interface LineOptions extends TextOptions {
  /** Kept in Unicode's normal form C, in which its length counts: for names that are compared. */
  normalForm?: boolean
}

/** One line of text: trimmed, 1 to `max` characters, no control characters. */
const line = vine.createRule<LineOptions>(
  (value, { max, normalForm }, field) => {
    if (typeof value !== 'string') return
    const trimmed = (normalForm ? value.normalize('NFC') : value).trim()
    const name = field.getFieldPath()
    if (trimmed === '') return field.report(`${name} is empty. Write something.`, 'required', field)
    if (lengthOf(trimmed) > max) {
      return field.report(
        `${name} has at most ${max} characters; this has ${lengthOf(trimmed)}.`,
        'maxLength',
        field
      )
    }
    if (CONTROL.test(trimmed) || !trimmed.isWellFormed()) {
      return field.report(
        `${name} is one line of plain text. Take the control characters out.`,
        'characters',
        field
      )
    }
    field.mutate(trimmed, field)
  },
  {
    name: 'line',
    toJSONSchema: (schema, { max }) => {
      schema.minLength = 1
      schema.maxLength = max
      schema.pattern = `^${PLAIN}*[^\\s\\u0000-\\u001f\\u007f-\\u009f\\ufeff]${PLAIN}*$`
    },
  }
)
const CONTROL = /\p{Cc}/u
const PLAIN = '[^\\u0000-\\u001f\\u007f-\\u009f]'

/** Free text of any lines; PostgreSQL cannot keep NUL. */
const prose = vine.createRule<TextOptions>(
  (value, { max }, field) => {
    if (typeof value !== 'string') return
    const name = field.getFieldPath()
    if (lengthOf(value) > max) {
      return field.report(
        `${name} has at most ${max} characters; this has ${lengthOf(value)}.`,
        'maxLength',
        field
      )
    }
    if (value.includes('\u0000') || !value.isWellFormed()) {
      field.report(
        `${name} holds a character that is no text (NUL). Take it out.`,
        'characters',
        field
      )
    }
  },
  {
    name: 'prose',
    toJSONSchema: (schema, { max }) => {
      schema.maxLength = max
      schema.pattern = '^[^\\u0000]*$'
    },
  }
)

const timeZoneRule = vine.createRule(
  (value, _options, field) => {
    if (typeof value !== 'string') return
    const zone = knownTimeZone(value)
    if (zone) return field.mutate(zone, field)
    field.report(
      `${field.getFieldPath()} is not a time zone we know. Write an IANA name such as Europe/Paris.`,
      'timezone',
      field
    )
  },
  {
    name: 'timezone',
    toJSONSchema: (schema) =>
      Object.assign(schema, { format: 'timezone', description: 'IANA name, e.g. Europe/Paris.' }),
  }
)

/** Both kinds of text: `anyOf`, as validators that take a format for a remark would see both in either. */
export function dateOrInstantSchema() {
  return {
    anyOf: [
      { type: 'string', format: 'date', pattern: `^${YEAR_PATTERN}-\\d{2}-\\d{2}$` },
      { type: 'string', format: 'date-time', pattern: `^${YEAR_PATTERN}-\\d{2}-\\d{2}[Tt]` },
    ],
  }
}

const dateOrInstantRule = vine.createRule(
  (value, _options, field) => {
    if (typeof value !== 'string' || isPlainDate(value) || parseRfc3339(value)) return
    field.report(
      `${field.getFieldPath()} is not a date. Write it as 2026-11-30, or with a time as 2026-11-30T18:00:00+01:00.`,
      'date',
      field
    )
  },
  {
    name: 'date',
    toJSONSchema: (schema) => {
      delete schema.type
      Object.assign(schema, dateOrInstantSchema())
    },
  }
)

const instantRule = vine.createRule(
  (value, _options, field) => {
    if (typeof value !== 'string' || parseRfc3339(value)) return
    field.report(
      `${field.getFieldPath()} is not an instant. Write it as 2026-11-30T18:00:00+01:00.`,
      'instant',
      field
    )
  },
  {
    name: 'instant',
    toJSONSchema: (schema) => {
      const [, instant] = dateOrInstantSchema().anyOf
      Object.assign(schema, instant)
    },
  }
)

const colorRule = vine.createRule(
  (value, _options, field) => {
    if (typeof value !== 'string') return
    if (/^#[0-9a-f]{6}$/i.test(value)) return field.mutate(value.toUpperCase(), field)
    field.report(`${field.getFieldPath()} is not a colour. Write it as #3B82F6.`, 'color', field)
  },
  {
    name: 'color',
    toJSONSchema: (schema) => Object.assign(schema, { pattern: '^#[0-9A-Fa-f]{6}$' }),
  }
)

const queryBooleanRule = vine.createRule(
  (value, _options, field) => {
    if (value === 'true' || value === 'false') return field.mutate(value === 'true', field)
    field.report(`${field.getFieldPath()} is true or false.`, 'boolean', field)
  },
  {
    name: 'queryBoolean',
    toJSONSchema: (schema) => {
      for (const key of Object.keys(schema)) delete schema[key as keyof typeof schema]
      schema.type = 'boolean'
    },
  }
)

interface IntegerOptions {
  min: number
  max: number
}

/** Digits only: `Number()` would also take `0x10`, `1e1` and a space. */
const queryIntegerRule = vine.createRule<IntegerOptions>(
  (value, { min, max }, field) => {
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (number >= min && number <= max) return field.mutate(number, field)
    field.report(`${field.getFieldPath()} is a whole number from ${min} to ${max}.`, 'range', field)
  },
  {
    name: 'queryInteger',
    toJSONSchema: (schema, { min, max }) => {
      for (const key of Object.keys(schema)) delete schema[key as keyof typeof schema]
      Object.assign(schema, { type: 'integer', minimum: min, maximum: max })
    },
  }
)

export const rules = {
  line: (max: number, options: Omit<LineOptions, 'max'> = {}) =>
    vine.string().use(line({ max, ...options })),
  prose: (max: number) => vine.string().use(prose({ max })),
  timeZone: () => vine.string().use(timeZoneRule()),
  dateOrInstant: () => vine.string().use(dateOrInstantRule()),
  instant: () => vine.string().use(instantRule()),
  color: () => vine.string().use(colorRule()),
  queryInteger: (min: number, max: number) => vine.any().use(queryIntegerRule({ min, max })),
  queryBoolean: () => vine.any().use(queryBooleanRule()),
  uuid: () => vine.string().uuid(),
}
