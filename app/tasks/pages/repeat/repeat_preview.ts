import {
  describe,
  first,
  formatKey,
  isDate,
  parseKey,
  parseRule,
  skippedMonths,
  upcomingAfter,
  type Mode,
  type Series,
  type Start,
} from '#app/recurrence/engine/index'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import type { Task } from '#app/tasks/task'
import { dayWords, type PageNow } from '#app/tasks/pages/due_words'
import type { RepeatFields } from '#app/tasks/pages/repeat/fields'
import { readRepeat } from '#app/tasks/pages/repeat/read_repeat'
import { goesOnFrom } from '#app/tasks/pages/series_coming'
import { isTouched, restOf, seriesOf, startOrToday } from '#app/tasks/pages/repeat/task_repeat'
import { capital } from '#app/shared/sentence'

const DATES = 5

export interface RepeatPreview {
  words?: string
  mode?: Mode
  /** In the words of a page: “Mon 30 Nov”. */
  dates?: string[]
  notes?: string[]
  /** What is wrong, and the field that it is about. */
  error?: { field: string; message: string }
}

/** The words and next dates of what the fields say; null when the task is not to repeat. */
export function repeatPreview(
  task: Task,
  fields: RepeatFields,
  due: Start | null,
  now: PageNow
): RepeatPreview | null {
  const current = seriesOf(task)
  if (current && !isTouched(fields, task, now.zone)) return ofPresent(current, task, due, now)
  const start = startOrToday(due, now.zone)
  const { input, error } = readRepeat(fields, start)
  if (error) return { error }
  if (input.rrule === null) return null
  const rule = parseRule(input.rrule, { allDay: isDate(start.wall) })
  const series = { rule, start, mode: input.recurrence_mode }
  const walls = beginningAnew(series, task)
  return {
    ...inWords(series, walls, now),
    notes: [...startNote(walls[0], due, now), ...warnings(series)],
  }
}

/** A rule that was touched begins anew with this task; after completion it goes on counting. */
function beginningAnew(series: Series, { occurrenceKey }: Task): string[] {
  const one = first(series.rule, series.start)
  if (!one) return []
  const instance = series.mode === 'fixed' ? null : numberOf(occurrenceKey)
  const key = formatKey({ scheduled: one.key, instance })
  return [one, ...upcomingAfter(series, key, DATES - 1)].map(({ due }) => due)
}

function numberOf(key: string | null): number {
  return (key === null ? null : parseKey(key).instance) ?? 1
}

/** What comes after the task as it is: a change of its due date alone leaves the rule where it was. */
function ofPresent(series: Series, task: Task, due: Start | null, now: PageNow): RepeatPreview {
  const here = due ?? startOfDue(task) ?? series.start
  const from = goesOnFrom(series, task.occurrenceKey ?? here.wall, here.wall, now)
  const walls = [here.wall, ...upcomingAfter(series, from, DATES - 1).map((one) => one.due)]
  return { ...inWords(restOf(task) ?? series, walls, now), notes: warnings(series) }
}

function inWords({ rule, start, mode }: Series, walls: string[], now: PageNow) {
  const words = describe(rule, start, { mode })
  const differ = new Set(walls.map((wall) => wall.slice(11, 16))).size > 1
  return {
    words: capital(words),
    mode,
    dates: walls.map((wall) => {
      const day = dayWords(wall.slice(0, 10), now)
      return differ ? `${day} ${wall.slice(11, 16)}`.trim() : day
    }),
  }
}

function warnings({ rule, start, mode }: Series): string[] {
  return [skippedMonths(rule, start, mode) ?? []].flat()
}

/** A start that is none of the rule's dates is moved to the first of them. */
function startNote(start: string | undefined, due: Start | null, now: PageNow): string[] {
  if (start === undefined || start.slice(0, 10) === due?.wall.slice(0, 10)) return []
  const day = dayWords(start.slice(0, 10), now)
  return [due ? `The due date moves to the first of these, ${day}.` : `It will be due ${day}.`]
}
