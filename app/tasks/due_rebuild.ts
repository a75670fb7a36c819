import { rows, type Trx } from '#app/shared/database'
import { endOfDay } from '#app/shared/time'

/**
 * All-day tasks become overdue at the end of their date in the owner's zone: when that zone changes, so does the
 * instant. Versions stay as they are, as nothing that a person sees has changed.
 *
 * @param zone IANA name, the profile's new one
 */
export async function rebuildAllDayDueDates(trx: Trx, userId: string, zone: string) {
  const dates = await rows<{ due_on: string }>(
    trx,
    'SELECT DISTINCT due_on::text AS due_on FROM tasks WHERE user_id = :userId AND due_on IS NOT NULL',
    { userId }
  )
  if (dates.length === 0) return
  await rows(
    trx,
    `WITH locked AS (SELECT id FROM tasks WHERE user_id = :userId AND due_on IS NOT NULL ORDER BY id FOR UPDATE)
     UPDATE tasks t SET due_at = day.ends_at
     FROM unnest(:dates::date[], :instants::timestamptz[]) AS day (due_on, ends_at), locked
     WHERE t.id = locked.id AND t.due_on = day.due_on`,
    {
      userId,
      dates: dates.map(({ due_on: date }) => date),
      instants: dates.map(({ due_on: date }) => endOfDay(date, zone)),
    }
  )
}
