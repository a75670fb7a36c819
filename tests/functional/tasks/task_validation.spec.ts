import { test } from '@japa/runner'
import { anApiUser, refusals } from '#tests/support/api'
import { aTask } from '#tests/support/factories'

/** A body of one field, and what is answered: the field and the rule that it breaks. */
const REFUSED: [what: string, fields: Record<string, unknown>, refusal: string][] = [
  ['an empty title', { title: '' }, 'title required'],
  ['a title of white space', { title: ' \t\n\u00a0\u3000' }, 'title required'],
  ['a title of null', { title: null }, 'title required'],
  ['a title that is a number', { title: 5 }, 'title string'],
  ['a title that is a list', { title: ['Pay rent'] }, 'title string'],
  ['a title of 201 characters', { title: '🍅'.repeat(201) }, 'title max_length'],
  ['a title with NUL', { title: 'Pay\u0000rent' }, 'title characters'],
  ['a title of two lines', { title: 'Pay\nrent' }, 'title characters'],
  ['a title with a control character', { title: 'Pay\u001b[31mrent' }, 'title characters'],
  ['a title with a C1 control character', { title: 'Pay\u0085rent' }, 'title characters'],
  ['a title with half a surrogate pair', { title: 'Pay \ud83c rent' }, 'title characters'],
  [
    'a description of 10,001 characters',
    { description: '🍅'.repeat(10_001) },
    'description max_length',
  ],
  ['a description with NUL', { description: 'a\u0000b' }, 'description characters'],
  ['a description that is an object', { description: {} }, 'description string'],
  ['an unknown priority', { priority: 'huge' }, 'priority enum'],
  ['a priority that is a number', { priority: 3 }, 'priority enum'],
  ['a priority of null', { priority: null }, 'priority required'],
  ['30 February', { due_date: '2026-02-30' }, 'due_date date'],
  ['29 February of a common year', { due_date: '2026-02-29T10:00:00Z' }, 'due_date date'],
  ['31 April with a time', { due_date: '2026-04-31T10:00:00Z' }, 'due_date date'],
  ['a time without offset', { due_date: '2026-11-21T10:00:00' }, 'due_date date'],
  ['a time without seconds', { due_date: '2026-11-21T10:00Z' }, 'due_date date'],
  ['hour 24', { due_date: '2026-11-21T24:00:00Z' }, 'due_date date'],
  ['a leap second', { due_date: '2016-12-31T23:59:60Z' }, 'due_date date'],
  ['an offset of 24 hours', { due_date: '2026-11-21T10:00:00+24:00' }, 'due_date date'],
  ['a year of five digits', { due_date: '+12026-11-21' }, 'due_date date'],
  ['the year 1969', { due_date: '1969-12-31' }, 'due_date date'],
  ['the year 9999', { due_date: '9999-01-01' }, 'due_date date'],
  ['an offset back to 1969', { due_date: '1970-01-01T00:00:00+23:59' }, 'due_date date'],
  ['an offset on to 9999', { due_date: '9998-12-31T23:59:59-23:59' }, 'due_date date'],
  ['a due date in words', { due_date: 'tomorrow' }, 'due_date date'],
  ['an empty due date', { due_date: '' }, 'due_date date'],
  ['a due date that is a number', { due_date: 1_795_000_000 }, 'due_date string'],
  [
    'a zone that is none',
    { due_date: '2026-11-21T10:00:00Z', due_timezone: 'Mars/Olympus' },
    'due_timezone timezone',
  ],
  [
    'an offset for a zone',
    { due_date: '2026-11-21T10:00:00Z', due_timezone: '+02:00' },
    'due_timezone timezone',
  ],
  [
    'an empty zone',
    { due_date: '2026-11-21T10:00:00Z', due_timezone: '' },
    'due_timezone timezone',
  ],
  [
    'a zone for a date without time',
    { due_date: '2026-11-21', due_timezone: 'Europe/Paris' },
    'due_timezone all_day',
  ],
  ['tags that are a text', { tags: 'garden' }, 'tags array'],
  ['tags of null', { tags: null }, 'tags required'],
  ['a tag that is a number', { tags: ['home', 7] }, 'tags.1 string'],
  ['a tag of null', { tags: [null] }, 'tags.0 required'],
  ['an empty tag', { tags: [' '] }, 'tags.0 required'],
  ['a tag of 51 characters', { tags: ['🍅'.repeat(51)] }, 'tags.0 max_length'],
  [
    'a tag that is over-long in its normal form',
    { tags: ['\u0958'.repeat(50)] },
    'tags.0 max_length',
  ],
  [
    '51 tags',
    { tags: Array.from({ length: 51 }, (_, number) => `tag ${number}`) },
    'tags max_items',
  ],
  ['a field that no task has', { titel: 'Pay rent' }, 'titel unknown'],
  ['a field called toString', { toString: 'Pay rent' }, 'toString unknown'],
  ['a field called constructor', { constructor: {} }, 'constructor unknown'],
  ['the reminders of a later release', { reminders: [] }, 'reminders unknown'],
]

test.group('What a task refuses', () => {
  for (const [what, fields, refusal] of REFUSED) {
    test(`${what} is 422 naming field and rule, on create and on patch, and changes nothing`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      const task = await aTask(ada)
      assert.deepEqual(refusals(await ada.post('/tasks', { title: 'Pay rent', ...fields })), [
        refusal,
      ])
      assert.deepEqual(refusals(await ada.patch(`/tasks/${task.id}`, fields)), [refusal])
      assert.deepEqual((await ada.get('/tasks')).body.data, [task])
    })
  }

  test('a title is required on create', async ({ assert }) => {
    const ada = await anApiUser()
    assert.deepEqual(refusals(await ada.post('/tasks', {})), ['title required'])
  })

  test('every field that is wrong is named at once', async ({ assert }) => {
    const ada = await anApiUser()
    const answer = await ada.post('/tasks', {
      title: '',
      priority: 'huge',
      due_date: '2026-02-30',
      colour: 'red',
    })
    assert.sameMembers(refusals(answer), [
      'title required',
      'priority enum',
      'due_date date',
      'colour unknown',
    ])
  })

  test('a refusal is an RFC 9457 document with a stable code and a sentence for each field', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const { headers, body } = await ada.post('/tasks', { title: '' })
    assert.equal(headers.get('content-type'), 'application/problem+json')
    assert.containsSubset(body, { type: 'about:blank', status: 422, code: 'validation_failed' })
    assert.match(body.errors[0].message, /^title is empty/)
  })
})
