import { leaseValues, type Lease } from '#app/messaging/lease'
import type { DirectConnection } from '#app/platform/direct_connection'

/** A call stays short; what is left is numbered by the next one. */
export const NUMBERED_AT_ONCE = 1000

/**
 * Numbers committed events in the order of their recording, under the lease of the relay; answers how many. One writer
 * that numbers what is committed is what makes positions free of gaps and never hides a slow transaction behind a
 * later one, as numbers taken before the commit would. (index: events_unnumbered)
 */
export async function numberEvents(connection: DirectConnection, lease: Lease): Promise<number> {
  const [answer] = await connection.query<{ numbered: number }>(
    'SELECT taskflow_number_events($1, $2, $3, $4) AS numbered',
    [...leaseValues(lease), NUMBERED_AT_ONCE]
  )
  return answer?.numbered ?? 0
}
