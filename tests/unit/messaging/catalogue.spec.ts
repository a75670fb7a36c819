import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from '@japa/runner'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { asyncApiDocument } from '#app/messaging/asyncapi_document'
import { asyncApiText } from '#app/messaging/asyncapi_text'
import {
  CATALOGUE,
  EVENT_TYPES,
  shortenForUpdates,
  topicOf,
  updatesTopicFor,
} from '#app/messaging/catalogue'
import { exampleOf } from '#app/messaging/catalogue_examples'
import { withCatalogue } from '#app/messaging/catalogue_page'
import { EVENT_SHAPES } from '#app/messaging/event_schemas'
import { parseEnvelope } from '#app/messaging/parse_envelope'
import { taskSchemas } from '#app/tasks/api_schemas'
import { typeOfChange } from '#app/tasks/task_events'

const require = createRequire(import.meta.url)
const document = asyncApiDocument('1.2.3')

function validator(schema: object) {
  // Without the meta schemas of its own: AsyncAPI's brings one along.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return (value: unknown) => (validate(value) ? '' : ajv.errorsText(validate.errors))
}

test.group('The catalogue of events', () => {
  test('every example fits the schema of its message, and no other type’s data', ({ assert }) => {
    for (const [name, { payload, examples }] of Object.entries(document.components.messages)) {
      const mistakes = validator({ ...payload, components: document.components })
      for (const example of examples) {
        assert.equal(mistakes(example.payload), '', name)
        const { data } = example.payload as { data: { event_type: string } }
        const other = { ...data, event_type: 'nothing.happened', version: 'x' }
        assert.notEqual(mistakes({ ...(example.payload as object), data: other }), '', name)
      }
    }
  })

  test('every event of a task goes to live pages in short, and no other does', ({ assert }) => {
    for (const type of EVENT_TYPES) {
      const ofTask = type.startsWith('task.')
      assert.equal(updatesTopicFor(type), ofTask ? 'task-updates' : undefined, type)
      assert.equal(shortenForUpdates(exampleOf(type)) !== undefined, ofTask, type)
    }
    assert.equal(topicOf('reminder.due'), 'reminders')
    assert.equal(topicOf('tag.deleted'), 'task-events')
  })

  test('the short record names what changed and says no word of what a person wrote', ({
    assert,
  }) => {
    const event = exampleOf('task.updated')
    const short = shortenForUpdates(event)
    assert.containsSubset(short, { version: 2, changed: ['title', 'tags'], task_id: event.task_id })
    assert.notInclude(JSON.stringify(short), 'tomatoes')
    assert.isNull(shortenForUpdates(exampleOf('task.purged'))?.version)
  })

  test('the task of an event is the task of the API', ({ assert }) => {
    assert.sameMembers(EVENT_SHAPES.Task!.required!, taskSchemas.Task!.required!)
    const tag = taskSchemas.Tag!.required!.filter((field) => field !== 'task_count')
    assert.sameMembers(EVENT_SHAPES.Tag!.required!, tag)
  })

  const active = { status: 'active', deletedAt: null, skippedAt: null } as const
  const completed = { status: 'completed', deletedAt: null, skippedAt: null } as const
  const gone = (state: typeof active | typeof completed) => ({ ...state, deletedAt: 'now' })
  for (const [type, before, after] of [
    ['task.updated', active, active],
    ['task.updated', gone(active), gone(active)],
    ['task.completed', active, completed],
    ['task.reopened', completed, active],
    ['task.deleted', active, gone(active)],
    ['task.deleted', active, gone(completed)],
    ['task.restored', gone(completed), active],
  ] as const) {
    test(`${type} it is from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, ({
      assert,
    }) => {
      assert.equal(typeOfChange(before, after), type)
    })
  }
})

test.group('Reading an event', () => {
  test('every example is one', ({ assert }) => {
    for (const type of EVENT_TYPES) {
      const event = exampleOf(type)
      assert.deepEqual(parseEnvelope(structuredClone(event)), { kind: 'event', event })
    }
  })

  test('a type or a version of a newer release is an event that this one does not know', ({
    assert,
  }) => {
    const event = exampleOf('task.updated')
    const newer = CATALOGUE['task.updated'].schemaVersion + 1
    assert.equal(parseEnvelope({ ...event, event_type: 'task.painted' }).kind, 'newer')
    assert.equal(parseEnvelope({ ...event, schema_version: newer }).kind, 'newer')
    assert.equal(parseEnvelope({ ...event, new_field: 1 }).kind, 'event')
    assert.equal(topicOf('task.painted'), 'task-events')
  })

  for (const [what, value] of [
    ['nothing', null],
    ['text', 'task.created'],
    ['a list', []],
    ['no event_id', { ...exampleOf('task.created'), event_id: undefined }],
    ['an event_id that is no UUID', { ...exampleOf('task.created'), event_id: '12' }],
    ['no time', { ...exampleOf('task.created'), timestamp: 'soon' }],
    ['no position', { ...exampleOf('task.created'), position: 0 }],
    ['a position of text', { ...exampleOf('task.created'), position: '7' }],
    ['no data', { ...exampleOf('task.created'), data: null }],
    ['a task_id that is none', { ...exampleOf('task.created'), task_id: 7 }],
    ['no actor', { ...exampleOf('task.created'), actor: 'Ada' }],
  ] as const) {
    test(`${what} is refused with a reason`, ({ assert }) => {
      const read = parseEnvelope(value)
      assert.equal(read.kind, 'broken')
      if (read.kind === 'broken') assert.match(read.reason, /^\w.+\.$/)
    })
  }
})

test.group('The AsyncAPI document', () => {
  test('it is an AsyncAPI 3.0 document', ({ assert }) => {
    const schema = require('@asyncapi/specs/schemas/3.0.0.json')
    assert.equal(validator(schema)(document), '')
  })

  test('every reference leads somewhere', ({ assert }) => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)
    const missing = [...references].filter(
      ([, path = '']) =>
        path.split('/').reduce((at: any, name) => at?.[name], document) === undefined
    )
    assert.deepEqual(missing, [])
  })

  test('docs/ has it as it is; `npm run events:docs` writes it', ({ assert }) => {
    assert.equal(readFileSync('docs/asyncapi.json', 'utf8'), asyncApiText())
    const page = readFileSync('docs/events.md', 'utf8')
    assert.equal(page, withCatalogue(page))
    for (const type of EVENT_TYPES) assert.include(page, `### ${type}\n`)
  })
})
