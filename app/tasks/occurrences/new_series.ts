import { first, formatKey, type Start } from '#app/recurrence/engine/index'
import { readRecurrence } from '#app/recurrence/read_recurrence'
import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import { engineSeries, type Recurrence } from '#app/recurrence/series'
import { invalidField } from '#app/shared/problem'
import { nowInstant, today, wallTimeIn } from '#app/shared/time'
import { dueOfKey } from '#app/tasks/occurrences/occurrence'
import type { Due } from '#app/tasks/task'

/** A series as it begins: its recurrence, and its first occurrence. */
export interface NewSeries {
  recurrence: Recurrence
  key: string
  due: Due
}

/**
 * The series that a task with this due date begins; null when it is not to repeat. A start that its rule does not
 * match is moved to the first occurrence; without a due date that is the first one at or after now.
 */
export function newSeries(input: RecurrenceInput, due: Due, profileZone: string): NewSeries | null {
  const start = startOfDue(due) ?? startNow(input, profileZone)
  const recurrence = readRecurrence(input, start)
  if (recurrence) return begun(recurrence, profileZone)
  if (input.recurrence_mode) throw modeOfNothing()
  return null
}

/** A series from its start on. The start may be none of its dates: then it begins at the first. */
export function begun(recurrence: Recurrence, profileZone: string): NewSeries {
  const { rule, start, mode } = engineSeries(recurrence)
  const found = first(rule, start)
  if (!found) throw new Error(`a checked rule has no date: ${recurrence.rule}`)
  const key = formatKey({ scheduled: found.key, instance: mode === 'fixed' ? null : 1 })
  return {
    recurrence: { ...recurrence, startWall: found.key },
    key,
    due: dueOfKey(key, recurrence.timezone, profileZone),
  }
}

/** Where a rule begins that a task with this due date is given; null without a due date. */
export function startOfDue({ dueOn, dueWall, dueTimezone }: Due): Start | null {
  if (dueOn) return { wall: dueOn, zone: null }
  return dueWall ? { wall: engineWall(dueWall), zone: dueTimezone } : null
}

/** A rule with times of its own begins at this minute in the profile's zone, any other is all-day. */
function startNow({ rrule }: RecurrenceInput, zone: string): Start {
  if (!/BYHOUR|BYMINUTE/i.test(rrule ?? '')) return { wall: today(zone), zone: null }
  return { wall: wallTimeIn(nowInstant(), zone).slice(0, 16), zone }
}

/** A wall time as the engine writes it: to the second, which is left out where it is zero. */
function engineWall(wall: string): string {
  const second = wall.slice(17, 19)
  return wall.slice(0, second === '' || second === '00' ? 16 : 19)
}

function modeOfNothing() {
  return invalidField(
    'recurrence_mode',
    'not_recurring',
    'recurrence_mode belongs to a rule. Give rrule or recurrence_pattern, or leave it out.'
  )
}
