import db from '@adonisjs/lucid/services/db'
import type { StateEntry, StateStore } from '../ports/state_store.js'

/** State in the table `state_entries`. Every change gives a new ETag; which one may change is decided in SQL. */
export class EmbeddedStateStore implements StateStore {
  async get(key: string): Promise<StateEntry | undefined> {
    const [entry] = await rows('SELECT value, etag FROM state_entries WHERE key = ?', [key])
    return entry
  }

  async set(key: string, value: unknown, etag?: string): Promise<boolean> {
    const json = JSON.stringify(value ?? null)
    const changed =
      etag === undefined
        ? await rows(
            `INSERT INTO state_entries (key, value, etag) VALUES (?, ?::jsonb, gen_random_uuid())
             ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, etag = EXCLUDED.etag RETURNING etag`,
            [key, json]
          )
        : await rows(
            `UPDATE state_entries SET value = ?::jsonb, etag = gen_random_uuid()
             WHERE key = ? AND etag::text = ? RETURNING etag`,
            [json, key, etag]
          )
    return changed.length > 0
  }

  async delete(key: string, etag?: string): Promise<boolean> {
    const deleted = await rows(
      'DELETE FROM state_entries WHERE key = ? AND etag::text = coalesce(?, etag::text) RETURNING etag',
      [key, etag ?? null]
    )
    return deleted.length > 0 || etag === undefined
  }
}

async function rows(sql: string, bindings: (string | null)[]): Promise<StateEntry[]> {
  const result = await db.rawQuery<{ rows: StateEntry[] }>(sql, bindings as string[])
  return result.rows
}
