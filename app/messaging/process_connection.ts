import { DirectConnection } from '#app/platform/direct_connection'
import { settings } from '#app/platform/settings'

/** Less than a lease leaves: a renewal that hangs can be asked for again. */
const QUERY_TIMEOUT_MS = 1000

/** Says that events were committed: the relay of whichever process has something to number. */
export const COMMITTED = 'taskflow_events_committed'
/** Says that events were numbered: they can be read by position. */
export const NUMBERED = 'taskflow_events_numbered'

let connection: DirectConnection | undefined

/** The one connection of this process for leases, LISTEN and NOTIFY: nothing that takes long goes over it. */
export function processConnection(): DirectConnection {
  connection ??= directConnection('leases and signals', QUERY_TIMEOUT_MS)
  return connection
}

export function directConnection(purpose: string, queryTimeoutMs: number): DirectConnection {
  const { databaseDirectUrl } = settings()
  if (!databaseDirectUrl) throw new Error('this process was started without a database')
  return new DirectConnection({
    connectionString: databaseDirectUrl,
    name: `taskflow ${purpose} ${process.pid}`,
    queryTimeoutMs,
  })
}
