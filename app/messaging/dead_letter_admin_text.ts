import type { DeadLetter, DeadLetterSummary } from '#app/messaging/dead_letter_admin'
import { eventOf } from '#app/messaging/dead_letter_admin_event'
import type { EventEnvelope } from '#app/messaging/event'
import { counted, firstLine, textFields, textTable } from '#app/shared/text_table'

const ENVELOPE_FIELDS: readonly (keyof EventEnvelope)[] = [
  'event_id',
  'event_type',
  'schema_version',
  'timestamp',
  'user_id',
  'task_id',
  'position',
  'user_seq',
  'data',
  'actor',
  'request_id',
  'traceparent',
]

/** Where nothing says how wide the screen is, as in a pipe. */
const WIDTH = 80
const INDENT = 4

/** A line for each letter, and its error below. */
export function lettersAsText(letters: readonly DeadLetterSummary[], width = WIDTH): string {
  return textTable(
    [
      { head: 'ID', of: ({ id }) => id, align: 'right' },
      { head: 'When (UTC)', of: (letter) => minute(letter.created_at) },
      { head: 'Consumer', of: ({ consumer }) => consumer ?? '–' },
      { head: 'Type', of: (letter) => letter.event_type ?? place(letter) },
      { head: 'Event', of: (letter) => shortId(letter.event_id) },
      { head: 'Tries', of: ({ tries }) => String(tries), align: 'right' },
    ],
    letters,
    ({ error }) => firstLine(error, width - INDENT)
  )
}

/** Everything that is kept of a letter. */
export function letterAsText(letter: DeadLetter): string {
  const { event, record } = letter
  return [
    textFields([
      ['Dead letter', letter.id],
      ['Given up', `${letter.created_at} after ${counted(letter.tries, 'try', 'tries')}`],
      ['Consumer', letter.consumer ?? 'none: a record that the broker gave up'],
      ['Place', place(letter)],
      ['Event', `${letter.event_id ?? '–'} ${letter.event_type ?? ''}`.trimEnd()],
      ['User', letter.user_id ?? '–'],
    ]),
    `\nError\n${letter.error}`,
    event ? `\nEvent\n${envelopeAsText(event)}` : '',
    record ? `\nRecord\n${readable(record)}` : '',
    record ? `\nRead as an event\n${reading(letter)}` : '',
  ]
    .filter(Boolean)
    .join('\n')
}

/** In the order of the format: a column of JSON keeps none. */
export function envelopeAsText(event: EventEnvelope): string {
  const ordered = Object.fromEntries(ENVELOPE_FIELDS.map((name) => [name, event[name]]))
  return JSON.stringify({ ...ordered, ...event }, null, 2)
}

/** The end of an id, which is what two of the same second differ in. */
export function shortId(id: string | null): string {
  return id ? `…${id.slice(-8)}` : '–'
}

function place({ topic, partition, record_offset: offset }: DeadLetterSummary): string {
  if (partition === null) return topic ?? '–'
  return `${topic}/${partition}@${offset}`
}

function minute(instant: string) {
  return instant.slice(0, 16).replace('T', ' ')
}

/** What is no text is shown as base64. */
function readable(record: Buffer): string {
  const text = record.toString()
  // eslint-disable-next-line no-control-regex
  const isText = Buffer.from(text).equals(record) && !/[\0-\x08\x0E-\x1F]/.test(text)
  return isText ? text : `base64 ${record.toString('base64')}`
}

function reading(letter: DeadLetter): string {
  const read = eventOf(letter)
  return read.kind === 'broken' ? `no: ${read.reason}` : envelopeAsText(read.event)
}
