import type { Priority } from '#app/tasks/task'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

const PRIORITIES = new Map<string, Priority>([
  ['!low', 'low'],
  ['!medium', 'medium'],
  ['!high', 'high'],
  ['!urgent', 'urgent'],
  ['p1', 'urgent'],
  ['p2', 'high'],
  ['p3', 'medium'],
  ['p4', 'low'],
])

/** `!high`, or `p1` (urgent) to `p4` (low). */
export function priorityAt(words: readonly Word[], at: number): Found<Priority> | undefined {
  const value = PRIORITIES.get(keyAt(words, at))
  return value && { value, next: at + 1 }
}
