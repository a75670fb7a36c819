import type pg from 'pg'
import { makeUser } from './dataset.js'

export const SERIES = 10_000
export const CLOSED_EACH = 3
export const LONG_CLOSED = 2000

const DUE_DAYS = 200 // so that 50 of them are due on each of so many days from today

export interface SeriesDataset {
  /** 10,000 open tasks and 30,000 completed ones, none of which repeats. */
  plain: { email: string; id: string }
  /** The same tasks as occurrences: 10,000 series, each with three closed ones and its open one. */
  repeating: { email: string; id: string }
  /** One more series of the latter, with 2,000 closed ones. */
  longId: string
}

/** Two users whose tasks differ in nothing but that those of one repeat; made anew in every run. */
export async function makeSeriesDataset(pool: pg.Pool): Promise<SeriesDataset> {
  const plain = await aNewUser(pool, 'plain@example.org')
  const repeating = await aNewUser(pool, 'repeating@example.org')
  await insertSeries(pool, repeating.id, SERIES)
  await insertOccurrences(pool, repeating.id, CLOSED_EACH)
  await copyWithoutSeries(pool, repeating.id, plain.id)
  const [longId = ''] = await insertSeries(pool, repeating.id, 1)
  await insertOccurrences(pool, repeating.id, LONG_CLOSED, longId)
  await pool.query('VACUUM (ANALYZE) tasks, series, task_tags, users')
  return { plain, repeating, longId }
}

async function aNewUser(pool: pg.Pool, email: string) {
  await pool.query('DELETE FROM users WHERE email = $1', [email])
  return { email, id: await makeUser(pool, email) }
}

async function insertSeries(pool: pg.Pool, userId: string, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO series (user_id, rule, start_wall, mode, created_at, updated_at)
     SELECT $1, 'FREQ=DAILY', (current_date - ${CLOSED_EACH} + number % ${DUE_DAYS})::text, 'fixed', now(), now()
     FROM generate_series(1, $2::integer) AS number RETURNING id`,
    [userId, count]
  )
  return rows.map(({ id }) => id)
}

/** Of each series of a user that has none, or of one: the closed ones, and the open one after them. */
async function insertOccurrences(
  pool: pg.Pool,
  userId: string,
  closed: number,
  seriesId: string | null = null
) {
  await pool.query(
    `WITH one AS (
       SELECT s.id AS series_id, s.start_wall::date + place AS day, place < $2 AS is_closed, uuidv7() AS id,
         now() - make_interval(days => $2 - place) AS closed, 'Water the tomatoes ' || place AS title
       FROM series s, generate_series(0, $2::integer) AS place WHERE s.user_id = $1 AND ($3::uuid IS NULL OR s.id = $3)),
     linked AS (SELECT *, lead(id) OVER following AS next_id, lead(day) OVER following AS next_day
       FROM one WINDOW following AS (PARTITION BY series_id ORDER BY day))
     INSERT INTO tasks (id, user_id, title, status, due_on, due_at, title_sort, search, created_at, updated_at,
       completed_at, series_id, occurrence_key, closed_at, closing_event_id, next_key, next_task_id, missed)
     SELECT id, $1, title, CASE WHEN is_closed THEN 'completed' ELSE 'active' END, day, (day + 1)::timestamptz,
       left(taskflow_fold(title), 80), taskflow_search_vector($1, title, NULL, NULL), closed, closed,
       CASE WHEN is_closed THEN closed END, series_id, day::text, CASE WHEN is_closed THEN closed END,
       CASE WHEN is_closed THEN uuidv7() END, next_day::text, next_id, CASE WHEN is_closed THEN 0 END
     FROM linked`,
    [userId, closed, seriesId]
  )
}

async function copyWithoutSeries(pool: pg.Pool, from: string, to: string) {
  await pool.query(
    `INSERT INTO tasks (user_id, title, status, due_on, due_at, title_sort, search, created_at, updated_at, completed_at)
     SELECT $2, title, status, due_on, due_at, title_sort, taskflow_search_vector($2, title, NULL, NULL), created_at,
       updated_at, completed_at FROM tasks WHERE user_id = $1`,
    [from, to]
  )
}
