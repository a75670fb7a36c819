import { type Client, rows } from '#app/shared/database'

/** The release of the zone data in this runtime, e.g. `2026b`. */
export const ZONE_DATA = process.versions.tz ?? 'none'

/** The release that the instants of due dates were last rebuilt with; null when they never were. */
export async function rebuiltWith(client: Client): Promise<string | null> {
  const [found] = await rows<{ version: string }>(client, 'SELECT version FROM time_zone_data')
  return found?.version ?? null
}

export async function setRebuiltWith(client: Client, version: string) {
  await rows(
    client,
    `INSERT INTO time_zone_data (version, rebuilt_at) VALUES (:version, taskflow_now())
     ON CONFLICT (is_only) DO UPDATE SET version = excluded.version, rebuilt_at = excluded.rebuilt_at`,
    { version }
  )
}
