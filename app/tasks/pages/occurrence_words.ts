import { describe } from '#app/recurrence/engine/index'
import { engineSeries } from '#app/recurrence/series'
import { isOccurrence, nextDue, placeOf } from '#app/tasks/occurrences/occurrence'
import type { Due, Task } from '#app/tasks/task'
import { dayWords, dueDay, dueTime, type PageNow } from '#app/tasks/pages/due_words'
import { shortTitle } from '#app/tasks/pages/title_words'

/** "Stand-up notes done. Next: Mon 23 Nov, 09:00." */
export function closedSentence(task: Task, now: PageNow): string {
  const what = `${shortTitle(task.title)} ${task.skippedAt ? 'skipped' : 'done'}.`
  if (!isOccurrence(task)) return what
  const next = nextDue(task)
  return next ? `${what} Next: ${momentWords(next, now)}.` : `${what} That was the last one.`
}

/** Deleting one occurrence alone is skipping it. */
export function trashedSentence(task: Task, now: PageNow): string {
  if (!task.deletedAt) return closedSentence(task, now)
  const ends = placeOf(task) === 'away' ? ' It repeats no more.' : ''
  return `${shortTitle(task.title)} is in the trash.${ends}`
}

export function reopenedSentence(task: Task): string {
  const what = `${shortTitle(task.title)} is active again`
  if (!task.detached || task.nextTaskId === null) return `${what}.`
  return `${what}, outside of its series: the one after it was changed already.`
}

export function restoredSentence(task: Task): string {
  return `${shortTitle(task.title)} is back.${placeOf(task) === 'open' ? ' It repeats again.' : ''}`
}

/** What a change made of the repetition is said, as it may reach further than the form shows. */
export function savedSentence(before: Task, after: Task): string {
  const what = `${shortTitle(after.title)} saved`
  const [was, is] = [ruleWords(before), ruleWords(after)]
  if (was === is) return `${what}.`
  return is === null ? `${what}. It repeats no more.` : `${what}: ${is}.`
}

function ruleWords(task: Task): string | null {
  if (!task.series || !isOccurrence(task)) return null
  const { rule, start, mode } = engineSeries(task.series)
  return describe(rule, start, { mode })
}

/** When something is due, within a sentence: "tomorrow", "Mon 23 Nov, 09:00". */
export function momentWords(due: Due, now: PageNow): string {
  const day = dueDay(due, now.zone)
  if (!day) return 'no due date'
  return [dayWords(day, now), dueTime(due, now.zone)].filter(Boolean).join(', ')
}
