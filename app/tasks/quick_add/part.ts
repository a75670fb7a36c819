import type { Priority } from '#app/tasks/task'
import type { SaidDate } from '#app/tasks/quick_add/dates'
import type { WallMoment } from '#app/tasks/quick_add/elapsed_times'
import type { SaidEnd } from '#app/tasks/quick_add/recurrence_bounds'
import type { SaidRecurrence } from '#app/tasks/quick_add/recurrence_phrases'
import type { DayPart, TimeOfDay } from '#app/tasks/quick_add/times'

/** What each kind of part says. */
export interface Saying {
  tag: string
  priority: Priority
  recurrence: SaidRecurrence
  start: SaidDate
  end: SaidEnd
  date: SaidDate
  elapsed: WallMoment
  time: TimeOfDay
  dayPart: DayPart
}
export type Kind = keyof Saying
/** The words from `at` up to `next` say this. */
export type Part<K extends Kind = Kind> = {
  [Each in K]: { kind: Each; value: Saying[Each]; at: number; next: number }
}[K]

export function partOf<K extends Kind>(parts: readonly Part[], kind: K) {
  return parts.find((part): part is Extract<Part, { kind: K }> => part.kind === kind)
}
