import { rows, type Trx } from '#app/shared/database'
import { endOfDay } from '#app/shared/time'

/**
 * All-day tasks become overdue at the end of their date in the owner's zone: when that zone changes, so does the
 * instant. Versions stay as they are, as nothing that a person sees has changed.
 *
 * @param zone IANA name, the profile's new one
 */
export async function rebuildAllDayDueDates(trx: Trx, userId: string, zone: string) {
  // First of all locked, in the order in which every other change locks them: none gets another date meanwhile.
  await rows(
    trx,
    `SELECT count(*) FROM (
       SELECT 1 FROM tasks WHERE user_id = :userId AND due_on IS NOT NULL ORDER BY id FOR UPDATE) AS locked`,
    { userId }
  )
  const dates = await rows<{ due_on: string }>(
    trx,
    'SELECT DISTINCT due_on::text AS due_on FROM tasks WHERE user_id = :userId AND due_on IS NOT NULL',
    { userId }
  )
  await rows(
    trx,
    `UPDATE tasks t SET due_at = day.ends_at
     FROM unnest(:dates::date[], :instants::timestamptz[]) AS day (due_on, ends_at)
     WHERE t.user_id = :userId AND t.due_on = day.due_on`,
    {
      userId,
      dates: dates.map(({ due_on: date }) => date),
      instants: dates.map(({ due_on: date }) => endOfDay(date, zone)),
    }
  )
}
