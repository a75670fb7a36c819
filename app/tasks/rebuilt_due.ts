import { parseKey } from '#app/recurrence/engine/index'
import { knownTimeZone, wallTimeIn } from '#app/shared/time'
import { allDay, timed } from '#app/tasks/due_date'
import { dueOfKey } from '#app/tasks/occurrences/occurrence'
import type { Due, OccurrenceState } from '#app/tasks/task'

type Dated = Due & Pick<OccurrenceState, 'occurrenceKey'>

/**
 * A due date by the zone data of this runtime: the date or the wall time is the truth, the instant follows. One whose
 * instant still shows its wall time stays as it is, whichever of a fold's two a person chose. An occurrence that is due
 * when its key says is placed by the key anew, so that a new gap shifts it as it shifts those to come. What lies in a
 * zone that this runtime does not know (an older release than the one that wrote it) stays as it is.
 *
 * @param profileZone where an all-day task's date ends
 */
export function rebuiltDue(task: Dated, profileZone: string): Due {
  const { dueOn, dueWall, dueTimezone, dueAt } = task
  const present = { dueOn, dueWall, dueTimezone, dueAt }
  if (!knownTimeZone(dueTimezone ?? profileZone)) return present
  if (dueOn) return allDay(dueOn, profileZone)
  if (!dueWall || !dueTimezone || !dueAt) return present
  if (wallTimeIn(dueAt, dueTimezone) === dueWall) return present
  if (task.occurrenceKey && isDueByKey(dueWall, task.occurrenceKey)) {
    return dueOfKey(task.occurrenceKey, dueTimezone, profileZone)
  }
  return timed(dueWall, dueTimezone)
}

/** Keys leave out seconds that are zero. */
function isDueByKey(dueWall: string, key: string): boolean {
  const { scheduled } = parseKey(key)
  return dueWall === (scheduled.length === 16 ? `${scheduled}:00` : scheduled)
}

/** Whether a rebuilt due date has to be written. */
export function isSameDue(one: Due, other: Due): boolean {
  return one.dueWall === other.dueWall && one.dueAt === other.dueAt
}
