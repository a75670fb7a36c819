import { isOccurrence, nextDue } from '#app/tasks/occurrences/occurrence'
import type { Due, Task } from '#app/tasks/task'
import { dayWords, dueDay, dueTime, type PageNow } from '#app/tasks/pages/due_words'

/** "Stand-up notes done. Next: Mon 23 Nov, 09:00." */
export function closedSentence(task: Task, now: PageNow): string {
  const what = `${task.title} ${task.skippedAt ? 'skipped' : 'done'}.`
  if (!isOccurrence(task)) return what
  const next = nextDue(task)
  return next ? `${what} Next: ${momentWords(next, now)}.` : `${what} That was the last one.`
}

/** Deleting one occurrence alone is skipping it. */
export function trashedSentence(task: Task, now: PageNow): string {
  if (!task.deletedAt) return closedSentence(task, now)
  const ends = isOccurrence(task) && task.status === 'active' ? ' It repeats no more.' : ''
  return `${task.title} is in the trash.${ends}`
}

export function reopenedSentence(task: Task): string {
  const what = `${task.title} is active again`
  if (!task.detached || task.nextTaskId === null) return `${what}.`
  return `${what}, outside of its series: the one after it was changed already.`
}

/** When something is due, within a sentence: "tomorrow", "Mon 23 Nov, 09:00". */
export function momentWords(due: Due, now: PageNow): string {
  const day = dueDay(due, now.zone)
  if (!day) return 'no due date'
  return [dayWords(day, now), dueTime(due, now.zone)].filter(Boolean).join(', ')
}
