import { clock } from '#app/shared/clock'
import type { Actor } from '#app/shared/actor'
import { renderMarkdown } from '#app/tasks/markdown'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import type { Task } from '#app/tasks/task'
import {
  dayWords,
  dueDay,
  dueWords,
  instantWords,
  type PageNow,
  pageNow,
} from '#app/tasks/pages/due_words'
import { rowView } from '#app/tasks/pages/row_view'
import { capital } from '#app/shared/sentence'

/** Everything that tasks/partials/{task,edit}.edge read. `back` is the address of the list it was opened from. */
export function taskView(task: Task, actor: Actor, back: string) {
  const now = pageNow(clock.nowMs(), actor.timezone)
  const context = { now, back: encodeURIComponent(back), mark: null }
  const due = dueWords(task, task.status, now)
  return {
    ...rowView(task, context),
    repeats: isOccurrence(task),
    due: due && { ...due, words: capital(due.words) },
    description: task.description ?? '',
    descriptionHtml: renderMarkdown(task.description),
    ...dueFields(task, actor.timezone),
    zoneWords: zoneWords(task, now),
    createdWords: instantWords(task.createdAt, now),
    updatedWords: task.version > 1 ? instantWords(task.updatedAt, now) : null,
    completedWords: instantWords(task.completedAt, now),
    deletedWords: instantWords(task.deletedAt, now),
  }
}

/** Where a timed task is due: of another zone than the person's also when it is there. */
function zoneWords(task: Task, now: PageNow): string | null {
  const { dueWall, dueTimezone } = task
  if (!dueWall || dueTimezone === now.zone) return dueTimezone
  const [day, time] = [dueWall.slice(0, 10), dueWall.slice(11, 16)]
  const there = `${time} in ${dueTimezone}`
  return day === dueDay(task, now.zone) ? there : `${dayWords(day, now)} ${there}`
}

/** What the form's fields for the due date hold: wall time in the task's own zone. */
export function dueFields(task: Task, profileZone: string) {
  return {
    due_date_input: task.dueOn ?? task.dueWall?.slice(0, 10) ?? '',
    due_time_input: task.dueWall?.slice(11, 16) ?? '',
    due_timezone: task.dueTimezone ?? profileZone,
  }
}
