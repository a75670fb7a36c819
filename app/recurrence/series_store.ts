import type { Series, SeriesState } from '#app/recurrence/series'
import { type Client, rows, type Trx } from '#app/shared/database'
import { type Instant, instantFromSql } from '#app/shared/time'

interface SeriesRow extends Omit<SeriesState, 'startWall' | 'endedAt' | 'endedBy'> {
  id: string
  start_wall: string
  ended_at: string | null
  ended_by: Series['endedBy']
  version: number
  previous_id: string | null
  created_at: string
  updated_at: string
}

const COLUMNS = `s.id, s.rule, s.pattern, s.start_wall, s.timezone, s.mode, s.version, s.ended_at::text AS ended_at,
  s.ended_by, s.previous_id, s.created_at::text AS created_at, s.updated_at::text AS updated_at`

/** One of the user's series; undefined when it is nobody's or somebody else's. */
export async function findSeries(
  client: Client,
  userId: string,
  id: string
): Promise<Series | undefined> {
  const [row] = await rows<SeriesRow>(
    client,
    `SELECT ${COLUMNS} FROM series s WHERE s.id = :id AND s.user_id = :userId`,
    { id, userId }
  )
  return row && seriesFromRow(row)
}

const PAGE = 500

/** Some of the user's series in the order in which they were made, those after an id. (index: series_user) */
export async function seriesPage(client: Client, userId: string, after: string): Promise<Series[]> {
  const found = await rows<SeriesRow>(
    client,
    `SELECT ${COLUMNS} FROM series s WHERE s.user_id = :userId AND s.id > :after ORDER BY s.id LIMIT ${PAGE}`,
    { userId, after }
  )
  return found.map(seriesFromRow)
}

/**
 * Locked in the order of their ids, and before their tasks: whoever changes an occurrence of a series holds it, so two
 * of its occurrences never change at once.
 */
export async function lockSeries(trx: Trx, userId: string, ids: string[]): Promise<Series[]> {
  if (ids.length === 0) return []
  const found = await rows<SeriesRow>(
    trx,
    `SELECT ${COLUMNS} FROM series s WHERE s.id = ANY(:ids::uuid[]) AND s.user_id = :userId ORDER BY s.id FOR UPDATE`,
    { ids, userId }
  )
  return found.map(seriesFromRow)
}

export async function insertSeries(
  trx: Trx,
  userId: string,
  state: SeriesState,
  previousId: string | null = null
): Promise<Series> {
  const [row] = await rows<SeriesRow>(
    trx,
    `INSERT INTO series AS s (user_id, rule, pattern, start_wall, timezone, mode, ended_at, ended_by, previous_id,
       created_at, updated_at)
     VALUES (:userId, :rule, :pattern, :startWall, :timezone, :mode, :endedAt, :endedBy, :previousId,
       taskflow_now(), taskflow_now())
     RETURNING ${COLUMNS}`,
    { ...bindings(state), userId, previousId }
  )
  if (!row) throw new Error('a series was not written')
  return seriesFromRow(row)
}

/** Writes what a series is now; its version is one more. */
export async function saveSeries(trx: Trx, id: string, state: SeriesState): Promise<Series> {
  const [row] = await rows<SeriesRow>(
    trx,
    `UPDATE series AS s SET rule = :rule, pattern = :pattern, start_wall = :startWall, timezone = :timezone,
       mode = :mode, ended_at = :endedAt, ended_by = :endedBy, version = s.version + 1,
       updated_at = greatest(taskflow_now(), s.updated_at + interval '1 microsecond')
     WHERE s.id = :id RETURNING ${COLUMNS}`,
    { ...bindings(state), id }
  )
  if (!row) throw new Error(`series ${id} was not written`)
  return seriesFromRow(row)
}

function bindings(state: SeriesState) {
  return { ...state, pattern: state.pattern && JSON.stringify(state.pattern) }
}

function seriesFromRow(row: SeriesRow): Series {
  return {
    id: row.id,
    rule: row.rule,
    pattern: row.pattern,
    startWall: row.start_wall,
    timezone: row.timezone,
    mode: row.mode,
    endedAt: instant(row.ended_at),
    endedBy: row.ended_by,
    version: row.version,
    previousId: row.previous_id,
    createdAt: instantFromSql(row.created_at),
    updatedAt: instantFromSql(row.updated_at),
  }
}

function instant(text: string | null): Instant | null {
  return text === null ? null : instantFromSql(text)
}
