import { type Actor, commandActor } from '#app/shared/actor'
import { inTransaction, type Trx } from '#app/shared/database'
import { addDays, type Instant, instantOf, type PlainDate, today } from '#app/shared/time'
import { changeTask } from '#app/tasks/change_tasks'
import { createTask } from '#app/tasks/create_task'
import { DEMO_SERIES, type DemoSeries } from '#app/tasks/demo_series'
import { makeNext } from '#app/tasks/occurrences/make_next'
import type { DemoOwner } from '#app/tasks/seed_demo'
import type { Task } from '#app/tasks/task'
import { findTask } from '#app/tasks/task_row'

/** Gives an account what repeats, with its past; answers how many series. */
export async function seedDemoSeries(owner: DemoOwner): Promise<number> {
  const actor = { ...commandActor('demo:seed'), userId: owner.id, timezone: owner.timezone }
  for (const series of DEMO_SERIES) await inTransaction((trx) => seedOne(trx, actor, series))
  return DEMO_SERIES.length
}

async function seedOne(trx: Trx, actor: Actor, series: DemoSeries) {
  const now = today(actor.timezone)
  const until = addDays(now, -series.leftDaysAgo)
  const made = await createTask(trx, actor, {
    title: series.title,
    priority: series.priority,
    tags: series.tags,
    ...dueOf(series, addDays(now, -series.beganDaysAgo), actor.timezone),
    rrule: series.rrule,
    recurrence_mode: series.mode,
  })
  let open: Task | undefined = made.task
  for (let place = 0; open; place++) {
    const due = dayOf(open)
    const exception = series.exceptions[place]
    const done = typeof exception === 'object' ? addDays(due, exception.daysLate) : due
    if (done >= until) return
    const isSkipped = exception === 'skipped'
    open = await close(trx, actor, open, instantOf(`${done}T18:10:00`, actor.timezone), isSkipped)
  }
}

/** Closes an occurrence as of then, and answers the next one. */
async function close(trx: Trx, actor: Actor, { id }: Task, at: Instant, isSkipped: boolean) {
  const action = isSkipped ? 'task.skip' : 'task.complete'
  const { task: closed } = await changeTask(trx, actor, action, id, (task) => ({
    ...task,
    status: 'completed',
    completedAt: at,
    skippedAt: isSkipped ? at : null,
  }))
  const { seriesId, occurrenceKey: key, closingEventId } = closed
  if (!seriesId || !key || !closingEventId) return undefined
  const { taskId } = await makeNext(trx, actor, { seriesId, key, closingEventId })
  return taskId ? findTask(trx, actor.userId, taskId) : undefined
}

function dueOf({ time }: DemoSeries, day: PlainDate, zone: string) {
  return time
    ? { due_date: instantOf(`${day}T${time}:00`, zone), due_timezone: zone }
    : { due_date: day }
}

function dayOf({ dueOn, dueWall }: Task): PlainDate {
  return dueOn ?? dueWall?.slice(0, 10) ?? ''
}
