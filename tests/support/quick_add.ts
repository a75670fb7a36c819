import { test } from '@japa/runner'
import { parseQuickAdd, type QuickAddOptions } from '#app/tasks/quick_add/quick_add'

/** A Wednesday, 10:00 in New York. */
export const WEDNESDAY = { now: '2026-03-04T15:00:00Z', zone: 'America/New_York' }

/** `title | due | rule`, without what there is none of. */
export function read(text: string, options: QuickAddOptions = WEDNESDAY): string {
  const { title, due, recurrence } = parseQuickAdd(text, options)
  const when = due && (due.kind === 'date' ? due.date : due.wall.slice(0, 16))
  const rule = recurrence && recurrence.rrule + (recurrence.mode === 'fixed' ? '' : ' !')
  return [title, when, rule].filter(Boolean).join(' | ')
}

/** One test for each line of `cases`, which is read as the text beside it. */
export function understands(cases: Record<string, string>, options: QuickAddOptions = WEDNESDAY) {
  for (const [text, expected] of Object.entries(cases)) {
    test(text, ({ assert }) => assert.equal(read(text, options), expected))
  }
}
