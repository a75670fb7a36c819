import type { Actor } from '#app/shared/actor'
import { insertSeries } from '#app/recurrence/series_store'
import { ended, LIVE, type Series } from '#app/recurrence/series'
import type { Trx } from '#app/shared/database'
import { invalidField, type Problem } from '#app/shared/problem'
import type { Decision } from '#app/tasks/change_tasks'
import { isKeyTaken, lastClosed } from '#app/tasks/occurrences/closed_query'
import {
  type Edited,
  editedAll,
  editedFollowing,
  type SeriesEdit,
} from '#app/tasks/occurrences/edit_series'
import type { Held } from '#app/tasks/occurrences/hold'
import { newSeries } from '#app/tasks/occurrences/new_series'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import { recurrenceSaid, says } from '#app/tasks/occurrences/recurrence_said'
import { type Scope, scopeOfNothing } from '#app/tasks/occurrences/scope'
import type { Task, TaskState } from '#app/tasks/task'
import { refuseNow } from '#app/tasks/task_rules'
import { seriesStateOf } from '#app/tasks/task_state'
import type { UpdateTaskInput } from '#app/tasks/task_validators'

/** A task that is locked, and what is asked of it. */
export interface TaskEdit {
  task: Task
  /** With the fields that are its own changed, the due date among them. */
  own: TaskState
  input: UpdateTaskInput
  /** Not said: due date, this; rule or zone, all; other fields, this and so those made from it (RECURRENCE.md, row 23a). */
  scope: Scope | undefined
}

/** What becomes of a task and its series; a series that the task begins is made on the way. */
export async function decideEdit(
  trx: Trx,
  actor: Actor,
  held: Held,
  edit: TaskEdit
): Promise<Decision> {
  const series = edit.task.seriesId ? held.series.get(edit.task.seriesId) : undefined
  if (!series || !isOccurrence(edit.task)) return beginRepeating(trx, actor, held, edit)
  return editInSeries(trx, actor, held, series, edit)
}

async function beginRepeating(
  trx: Trx,
  actor: Actor,
  held: Held,
  edit: TaskEdit
): Promise<Decision> {
  const { task, own, input, scope } = edit
  if (scope) throw scopeOfNothing()
  const begins = newSeries(input, own, actor.timezone)
  if (!begins) return { tasks: new Map([[task.id, own]]) }
  if (task.status === 'completed') throw refuseNow(task, 'occurrence_closed')
  const made = await makeSeries(trx, actor, held, begins)
  return {
    tasks: new Map([[task.id, { ...own, ...placeIn(made, begins) }]]),
    madeSeries: [made],
  }
}

async function editInSeries(
  trx: Trx,
  actor: Actor,
  held: Held,
  series: Series,
  { task, own, input, scope }: TaskEdit
): Promise<Decision> {
  const said = recurrenceSaid(input, series)
  const isOtherDue = own.dueAt !== task.dueAt || own.dueTimezone !== task.dueTimezone
  const isDueSaid = input.due_date !== undefined && (says(said) || isOtherDue)
  const isZoneSaid = input.due_date === undefined && own.dueTimezone !== task.dueTimezone
  const whom = scope ?? (says(said) || isZoneSaid ? 'all' : 'this')
  if (whom === 'this' && says(said)) throw ruleOfOne()
  if (task.status === 'completed') {
    if (whom !== 'this') throw refuseNow(task, 'occurrence_closed')
    return { tasks: new Map([[task.id, own]]) }
  }
  const isOfSeries = says(said) || isZoneSaid || isDueSaid
  if (whom === 'this' || !isOfSeries) return { tasks: new Map([[task.id, own]]) }
  const touched = new Set([task.id])
  if (said.rrule === null) {
    return {
      tasks: new Map([[task.id, { ...own, detached: true }]]),
      series: new Map([[series.id, ended(seriesStateOf(series), 'person')]]),
      touched,
    }
  }
  const edit: SeriesEdit = {
    series,
    task: { ...task, occurrenceKey: task.occurrenceKey ?? '' },
    said,
    due: own,
    isDueSaid,
    lastClosed: await lastClosed(trx, series.id),
    profileZone: actor.timezone,
  }
  if (whom === 'following') {
    const { before, following } = editedFollowing(edit)
    if (before) return divide(trx, actor, held, edit, own, before, following)
    return replace(trx, series, task, own, following)
  }
  return replace(trx, series, task, own, editedAll(edit))
}

/** The series goes on by another rule. */
async function replace(
  trx: Trx,
  series: Series,
  task: Task,
  own: TaskState,
  edited: Edited
): Promise<Decision> {
  if (await isKeyTaken(trx, series.id, edited.key, task.id)) throw dateIsTaken()
  return {
    tasks: new Map([[task.id, { ...own, ...placeIn(series, edited) }]]),
    series: new Map([[series.id, { ...seriesStateOf(series), ...edited.recurrence }]]),
    touched: new Set([task.id]),
  }
}

/** The old series ends before this occurrence; a new one begins with it. */
async function divide(
  trx: Trx,
  actor: Actor,
  held: Held,
  { series, task }: SeriesEdit,
  own: TaskState,
  before: string,
  following: Edited
): Promise<Decision> {
  const made = await makeSeries(trx, actor, held, following, series.id)
  const past = { ...seriesStateOf(series), rule: before, pattern: null }
  return {
    tasks: new Map([[task.id, { ...own, ...placeIn(made, following) }]]),
    series: new Map([[series.id, ended(past, 'split')]]),
    madeSeries: [made],
  }
}

async function makeSeries(
  trx: Trx,
  actor: Actor,
  held: Held,
  { recurrence }: Pick<Edited, 'recurrence'>,
  previousId: string | null = null
): Promise<Series> {
  const made = await insertSeries(trx, actor.userId, { ...recurrence, ...LIVE }, previousId)
  held.series.set(made.id, made)
  return made
}

function placeIn({ id }: Series, { key, due }: Pick<Edited, 'key' | 'due'>) {
  const { dueOn, dueWall, dueTimezone, dueAt } = due
  const at = { dueOn, dueWall, dueTimezone, dueAt }
  return { ...at, seriesId: id, occurrenceKey: key, detached: false }
}

function ruleOfOne() {
  return invalidField(
    'scope',
    'rule_of_all',
    'How a task repeats is not a matter of one occurrence. Use scope=following or scope=all.'
  )
}

function dateIsTaken(): Problem {
  return invalidField(
    'due_date',
    'taken',
    'The series has an occurrence on this date already, which is done. Choose a later date.'
  )
}
