import { type Client, rows } from '#app/shared/database'
import { type Instant, instantFromSql } from '#app/shared/time'

export interface ListedSession {
  /** Of the list only; nobody can sign in with it. */
  id: string
  device: string
  address: string | null
  createdAt: Instant
  lastSeenAt: Instant
  current: boolean
}

/** Where a person is signed in: this session first, then the latest. */
export async function listSessions(
  client: Client,
  userId: string,
  currentId: string | null
): Promise<ListedSession[]> {
  const found = await rows<{
    list_id: string
    user_agent: string | null
    ip_address: string | null
    created_at: string
    last_seen_at: string
    current: boolean
  }>(
    client,
    `SELECT list_id, user_agent, ip_address, created_at::text, last_seen_at::text,
       id IS NOT DISTINCT FROM :currentId AS current
     FROM sessions WHERE user_id = :userId AND expires_at > taskflow_now()
     ORDER BY current DESC, sessions.last_seen_at DESC, list_id`,
    { userId, currentId }
  )
  return found.map((row) => ({
    id: row.list_id,
    device: deviceOf(row.user_agent),
    address: row.ip_address,
    createdAt: instantFromSql(row.created_at),
    lastSeenAt: instantFromSql(row.last_seen_at),
    current: row.current,
  }))
}

/** In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|Chromium\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** A browser's name of itself in the words of a person: "Firefox on Linux". */
export function deviceOf(userAgent: string | null): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (system ? `A browser on ${system}` : 'A device without a name')
}
