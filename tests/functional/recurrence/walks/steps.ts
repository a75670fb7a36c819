import { inTransaction } from '#app/shared/database'
import { systemActor } from '#app/shared/actor'
import { makeMissing } from '#app/tasks/occurrences/make_next'
import type { ApiAnswer, ApiUser } from '#tests/support/api'
import { askForNext } from '#tests/support/occurrences'
import type { Random } from '#tests/unit/recurrence/support/random'
import type { WalkedTask, WalkState } from './state.js'
import {
  aDate,
  aDueDate,
  anEnd,
  aRecurrence,
  aTime,
  ownFields,
  SCOPES,
  seriesFields,
} from './choices.js'

/** A step that is chosen, and not yet taken. */
export interface Step {
  /** Enough of it to do it by hand. */
  says: string
  /** Answers what the API answered; nothing where the system acts. */
  take: () => Promise<ApiAnswer | undefined>
}

/** What a step is chosen from. */
export interface Walk {
  by: ApiUser
  random: Random
  /** Now, on the stopped clock. */
  now: Date
  state: WalkState
  /** What can be taken back, the latest last. */
  undos: string[]
}

type Chooser = (walk: Walk) => Step | undefined

const MOST_SERIES = 8
const MOST_TASKS = 120

const isOpen = (task: WalkedTask) => task.status === 'active' && !task.trashed
const isClosed = (task: WalkedTask) => task.status === 'completed'
const isTrashed = (task: WalkedTask) => task.trashed
const repeats = (task: WalkedTask) => task.series_id !== null && !task.detached

/** One of the last few that fit, now and then any of them; sometimes one that does not fit. */
function aTask({ random, state: { tasks } }: Walk, fits: (task: WalkedTask) => boolean) {
  const fitting = random.chance(0.05) ? tasks : tasks.filter(fits)
  if (fitting.length === 0) return undefined
  return random.pick(random.chance(0.7) ? fitting.slice(-6) : fitting)
}

function request({ by }: Walk, method: string, path: string, body?: unknown): Step {
  return {
    says: `${method} ${path} ${body === undefined ? '' : JSON.stringify(body)}`.trim(),
    take: () => by.send(method, path, body),
  }
}

/** A request about one task. */
function on(
  fits: (task: WalkedTask) => boolean,
  ask: (walk: Walk, task: WalkedTask) => [method: string, path: string, body?: unknown] | undefined
): Chooser {
  return (walk) => {
    const task = aTask(walk, fits)
    const asked = task && ask(walk, task)
    if (!asked) return undefined
    const [method, path, body] = asked
    return request(walk, method, `/tasks/${task.id}${path}`, body)
  }
}

const create: Chooser = (walk) => {
  const { random, now, state } = walk
  if (state.series.length >= MOST_SERIES || state.tasks.length >= MOST_TASKS) return undefined
  const due = random.chance(0.9) && { due_date: aDueDate(random, now) }
  const isAllDay = !due || due.due_date.length === 10
  return request(walk, 'POST', '/tasks', {
    title: 'Water the tomatoes',
    ...due,
    ...(random.chance(0.3) && { tags: ['garden'] }),
    ...(random.chance(0.9) && aRecurrence(random, now, isAllDay)),
    ...(random.chance(0.3) && { recurrence_mode: 'after_completion' }),
  })
}

/** Late is a time that has passed; early one before the key, as the clock may be before it too. */
const complete = on(isOpen, ({ random, now }) => {
  const hours = random.pick([0, 0.05, -1, -30, -24 * 9])
  const at = new Date(now.getTime() + hours * 3_600_000).toISOString()
  return ['POST', '/complete', random.chance(0.5) ? { completed_at: at } : undefined]
})

/** Own due dates of what is closed are left alone: that they stay is what the walk looks at. */
const edit = on(
  (task) => !task.trashed,
  ({ random }) => ['PATCH', '', ownFields(random)]
)
const postpone = on(isOpen, ({ random, now }, task) => {
  if (!isOpen(task)) return undefined
  const due = random.chance(0.07) ? null : aDueDate(random, now)
  return ['PATCH', random.chance(0.5) ? '?scope=this' : '', { due_date: due }]
})
const editSeries = on(isOpen, ({ random, now }, task) => {
  if (!isOpen(task)) return undefined
  const scope = random.pick(SCOPES)
  return ['PATCH', scope ? `?scope=${scope}` : '', seriesFields(random, now, !task.timed)]
})
const end = on(
  (task) => isOpen(task) && repeats(task),
  ({ random }) => ['PATCH', random.pick(['', '?scope=all', '?scope=following']), anEnd(random)]
)
const beginToRepeat = on(
  (task) => isOpen(task) && !repeats(task),
  ({ random, now }, task) => ['PATCH', '', aRecurrence(random, now, !task.timed)]
)
const remove = on(
  () => true,
  ({ random }) => ['DELETE', random.pick(['', '', ...SCOPES.map((one) => `?scope=${one}`)])]
)
const removeForGood = on(
  () => true,
  () => ['DELETE', '?permanent=true']
)

const bulk: Chooser = (walk) => {
  const { random, now, state } = walk
  const { action, ...rest } = random.pick([
    { action: 'complete' },
    { action: 'reopen' },
    { action: 'delete' },
    { action: 'restore' },
    { action: 'tag', tags: [random.pick(['garden', 'home'])] },
    {
      action: 'reschedule',
      due_date: random.chance(0.8) ? aDate(random, now) : aTime(random, now),
    },
  ])
  const fitting = state.tasks.filter(action === 'reschedule' ? isOpen : () => true).slice(-20)
  const ids = fitting.filter(() => random.chance(0.4)).map(({ id }) => id)
  return ids.length > 0 ? request(walk, 'POST', '/tasks/bulk', { action, ids, ...rest }) : undefined
}

const undo: Chooser = (walk) => {
  const { random, undos } = walk
  if (undos.length === 0) return undefined
  const id = random.pick(random.chance(0.6) ? undos.slice(-2) : undos.slice(-25))
  return request(walk, 'POST', `/undo/${id}`)
}

/** The recurrer hears of closings late, twice, or of some that were taken back meanwhile. */
const make: Chooser = ({ random, state }) => {
  const closed = state.tasks.flatMap(
    ({ id, series_id, occurrence_key, closing_event_id, pending }) =>
      series_id && occurrence_key && closing_event_id && (pending || random.chance(0.1))
        ? [{ id, series_id, occurrence_key, closing_event_id }]
        : []
  )
  if (closed.length === 0) return undefined
  const { closing_event_id: closing, ...task } = random.pick(closed)
  return {
    says: `makeNext ${task.series_id} ${task.occurrence_key}`,
    take: async () => void (await askForNext(task, closing)),
  }
}

/** Every series that goes on waits for something, so there is nothing that a repair would make. */
const repair: Chooser = ({ random, state }) => {
  if (state.series.length === 0) return undefined
  const { id } = random.pick(state.series)
  return {
    says: `makeMissing ${id}`,
    take: async () => {
      const { created } = await inTransaction((trx) =>
        makeMissing(trx, systemActor('series-sweep'), id)
      )
      if (created) throw new Error('a repair found something to make')
    },
  }
}

const STEPS: [weight: number, choose: Chooser][] = [
  [10, create],
  [18, complete],
  [6, on(isOpen, () => ['POST', '/skip'])],
  [8, on(isClosed, () => ['POST', '/reopen'])],
  [5, edit],
  [7, postpone],
  [12, editSeries],
  [2, end],
  [3, beginToRepeat],
  [6, remove],
  [2, removeForGood],
  [6, on(isTrashed, () => ['POST', '/restore'])],
  [8, bulk],
  [16, undo],
  [22, make],
  [1, repair],
]
const CHOICES = STEPS.flatMap(([weight, choose]) => Array.from({ length: weight }, () => choose))

/** The next step; there is always one, as one can always be begun. */
export function chooseStep(walk: Walk): Step {
  for (;;) {
    const step = walk.random.pick(CHOICES)(walk)
    if (step) return step
  }
}
