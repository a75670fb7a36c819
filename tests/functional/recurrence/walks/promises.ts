import assert from 'node:assert/strict'
import { occurrences, parseKey } from '#app/recurrence/engine/index'
import { ruleOf } from '#app/recurrence/series'
import { database, rows } from '#app/shared/database'
import { addDays } from '#app/shared/time'
import type { ApiAnswer } from '#tests/support/api'
import { assertSeriesHold } from '#tests/support/occurrences'
import type { WalkState } from './state.js'

/** What holds whatever is done, also by several at once. */
export async function assertPromises() {
  await assertSeriesHold()
  await assertKeysAreUnique()
  await assertPendingWasAnnounced()
}

async function assertKeysAreUnique() {
  const doubled = await rows(
    database(),
    `SELECT series_id, occurrence_key FROM tasks WHERE series_id IS NOT NULL
     GROUP BY series_id, occurrence_key HAVING count(*) > 1`
  )
  assert.deepEqual(doubled, [], 'two occurrences have one key')
}

/** Else the recurrer never hears of it, and only the sweep makes what follows. */
async function assertPendingWasAnnounced() {
  const silent = await rows(
    database(),
    `SELECT t.id, t.occurrence_key, e.event_type FROM tasks t LEFT JOIN events e ON e.event_id = t.closing_event_id
     WHERE t.next_key IS NOT NULL AND t.next_task_id IS NULL AND NOT t.detached
       AND coalesce(e.event_type NOT IN ('task.completed', 'task.skipped')
         OR e.data -> 'task' ->> 'next_due_date' IS NULL, true)`
  )
  assert.deepEqual(silent, [], 'no event says that the next one is to be made')
}

/** The open occurrence of a fixed series stands on a date of its rule, wherever it was put since. */
export function assertKeysAreOfTheirRule({ tasks, series }: WalkState) {
  for (const { id, live, mode, rule, start_wall: wall, timezone } of series) {
    const open = tasks.find(
      (task) => task.series_id === id && task.status === 'active' && !task.trashed && !task.detached
    )
    if (!live || mode !== 'fixed' || !open) continue
    const { scheduled } = parseKey(open.occurrence_key ?? '')
    const dayBefore = addDays(scheduled.slice(0, 10), -1)
    const after = timezone === null ? dayBefore : `${dayBefore}T00:00`
    const dates = occurrences(ruleOf({ rule, timezone }), { wall, zone: timezone }, { after })
    const found = dates.find(({ key }) => key >= scheduled)
    assert.equal(found?.key, scheduled, `${rule} from ${wall} has no such date`)
  }
}

/** For each series, the moment since which its rule is what it is. */
export type Since = Map<string, string>

/** What was done in a fixed series stands in the order of its dates, as far as nobody has moved them. */
export async function assertClosedAscend(since: Since) {
  const closed = await rows<{ series_id: string; occurrence_key: string; closed_at: string }>(
    database(),
    `SELECT t.series_id, t.occurrence_key, t.closed_at FROM tasks t JOIN series s ON s.id = t.series_id
     JOIN unnest(:ids::uuid[], :since::timestamptz[]) AS begun (id, since) ON begun.id = s.id AND t.closed_at >= begun.since
     WHERE s.mode = 'fixed' AND t.status = 'completed' AND NOT t.detached
     ORDER BY t.series_id, t.closed_at`,
    { ids: [...since.keys()], since: [...since.values()] }
  )
  closed.forEach((one, place) => {
    const before = closed[place - 1]
    if (before?.series_id !== one.series_id) return
    assert.ok(before.occurrence_key < one.occurrence_key, JSON.stringify([before, one]))
  })
}

export function assertClosedStayWhere(before: WalkState, after: WalkState) {
  const now = new Map(after.tasks.map((task) => [task.id, task]))
  for (const { id, status, due } of before.tasks) {
    const task = now.get(id)
    if (status !== 'completed' || task?.status !== 'completed') continue
    assert.equal(task.due, due, `the due date of ${id} has changed, which was done`)
  }
}

/** What an answer said is so: the change can be taken back, and its task is as new as it said, or newer, or gone. */
export async function assertNothingWasLost(answers: ApiAnswer[], { tasks }: WalkState) {
  const undos = undoIdsOf(answers)
  const kept = await rows(
    database(),
    'SELECT id FROM undo_entries WHERE id = ANY(:undos::uuid[])',
    {
      undos,
    }
  )
  assert.equal(kept.length, new Set(undos).size, 'a change that was answered is not there')
  for (const { status, body } of answers) {
    if (status >= 300 || !body?.version) continue
    const task = tasks.find(({ id }) => id === body.id)
    if (task) assert.ok(task.version >= body.version, `${body.id} is older than was answered`)
  }
}

export function undoIdsOf(answers: (ApiAnswer | undefined)[]): string[] {
  return answers.flatMap(
    (answer) => answer?.headers.get('taskflow-undo') ?? answer?.body?.undo ?? []
  )
}
