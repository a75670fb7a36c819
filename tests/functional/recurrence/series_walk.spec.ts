import { test } from '@japa/runner'
import { database, rows } from '#app/shared/database'
import { type ApiAnswer, anApiUser, type ApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask } from '#tests/support/factories'
import { askForNext, assertSeriesHold } from '#tests/support/occurrences'

const SEEDS = [1, 2, 3]
const STEPS = 80
const BEGIN = '2026-03-20T08:00:00Z'

const STARTS = ['2026-03-02', '2026-03-02T09:00:00+01:00', '2026-03-28T02:30:00+01:00']
const DUES = ['2026-03-05', '2026-03-25', '2026-03-25T10:00:00+01:00', '2026-03-29T03:30:00+02:00']
const RULES = ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO', 'FREQ=DAILY;COUNT=3', 'FREQ=MONTHLY']
const PATTERNS = [{ frequency: 'monthly' }, { frequency: 'daily', occurrences: 3 }, null]
const MODES = ['fixed', 'after_completion']
const SCOPES = ['', '?scope=this', '?scope=following', '?scope=all']
const KINDS = [
  ...['complete', 'skip', 'reopen', 'restore', 'delete', 'purge', 'bulk', 'reschedule', 'due'],
  ...['rule', 'rule and due', 'pattern', 'mode', 'zone', 'undo', 'undo', 'undo', 'next', 'next'],
]

/** A small generator with a seed, so that a failure can be repeated. */
function dice(seed: number) {
  let state = seed
  return <T>(choices: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return choices[Math.floor((state / 2 ** 32) * choices.length)]!
  }
}
type Pick = ReturnType<typeof dice>

function tasksOf({ user }: ApiUser): Promise<any[]> {
  return rows(
    database(),
    `SELECT id, series_id, occurrence_key, closing_event_id,
       status = 'completed' AND next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached AS pending
     FROM tasks WHERE user_id = :id ORDER BY id`,
    { id: user.id }
  )
}

async function step(by: ApiUser, pick: Pick, undos: string[]): Promise<ApiAnswer | undefined> {
  const tasks = await tasksOf(by)
  const { id } = pick(tasks)
  const kind = pick(KINDS)
  const path = `/tasks/${id}`
  const edit = (body: object) => by.patch(path + pick(SCOPES), body)
  switch (kind) {
    case 'delete':
      return by.delete(path + pick(SCOPES))
    case 'purge':
      return pick([true, false, false]) ? by.delete(`${path}?permanent=true`) : undefined
    case 'bulk':
      return by.post('/tasks/bulk', {
        action: pick(['complete', 'reopen', 'delete', 'restore']),
        ids: [id, pick(tasks).id, pick(tasks).id],
      })
    case 'reschedule':
      return by.post('/tasks/bulk', { action: kind, due_date: pick(DUES), ids: [id] })
    case 'due':
      return edit({ due_date: pick(DUES) })
    case 'rule':
      return edit({ rrule: pick([...RULES, null]) })
    case 'rule and due':
      return edit({ rrule: pick(RULES), due_date: pick(DUES) })
    case 'pattern':
      return edit({ recurrence_pattern: pick(PATTERNS) })
    case 'mode':
      return edit({ recurrence_mode: pick(MODES) })
    case 'zone':
      return edit({ due_timezone: pick(['Asia/Tokyo', 'Europe/Paris']) })
    case 'undo':
      return undos.length > 0 ? by.post(`/undo/${pick(undos)}`) : undefined
    case 'next':
      for (const closed of tasks.filter(({ pending }) => pending)) await askForNext(closed)
      return undefined
    default:
      return by.post(`${path}/${kind}`)
  }
}

test.group('Series, whatever happens to them', (group) => {
  group.each.teardown(() => returnToNow())

  for (const seed of SEEDS) {
    test(`${STEPS} random changes and undos leave each waiting for one thing, or ended (seed ${seed})`, async ({
      assert,
    }) => {
      await travelTo(BEGIN)
      const [ada, pick] = [await anApiUser('Europe/Paris'), dice(seed)]
      for (const mode of MODES) {
        await aTask(ada, { due_date: pick(STARTS), rrule: pick(RULES), recurrence_mode: mode })
      }
      await aTask(ada)
      const undos: string[] = []
      for (let at = 0; at < STEPS; at++) {
        await travelTo(new Date(Date.parse(BEGIN) + at * 60_000).toISOString())
        const answer = await step(ada, pick, undos)
        assert.isBelow(answer?.status ?? 200, 500)
        const undoId = answer?.headers.get('taskflow-undo')
        if (undoId) undos.push(undoId)
        await assertSeriesHold()
        if ((await tasksOf(ada)).length === 0) await aTask(ada, { rrule: pick(RULES) })
      }
      for (const { id, series_id: seriesId } of await tasksOf(ada)) {
        await ok(ada.get(`/tasks/${id}?trashed=true`))
        if (seriesId) await ok(ada.get(`/series/${seriesId}/occurrences`))
      }
    })
  }
})
