import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { parseQuickAdd } from '#app/tasks/quick_add/quick_add'

interface Vector {
  id: string
  text: string
  now: string
  tz: string
  expect: {
    title: string
    due: string | null
    allDay: boolean
    rrule: string | null
    afterCompletion: boolean
    priority: string | null
    tags: string[]
  }
}

const FILE = new URL('../../vectors/quickadd-public.jsonl', import.meta.url)
const vectors = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Vector)

function read({ text, now, tz }: Vector): Vector['expect'] {
  const { title, due, recurrence, priority, tags } = parseQuickAdd(text, { now, zone: tz })
  return {
    title,
    due: due && (due.kind === 'date' ? due.date : due.wall),
    allDay: due?.kind === 'date',
    rrule: recurrence?.rrule ?? null,
    afterCompletion: recurrence?.mode === 'after_completion',
    priority,
    tags,
  }
}

for (const hostZone of ['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Auckland']) {
  test.group(`Quick add vectors, on a host in ${hostZone}`, (group) => {
    group.each.setup(() => {
      const before = process.env.TZ
      process.env.TZ = hostZone
      return () => {
        process.env.TZ = before
      }
    })

    for (const vector of vectors) {
      test(`${vector.id}: ${vector.text}`, ({ assert }) => {
        assert.deepEqual(read(vector), vector.expect)
      })
    }
  })
}
