import type pg from 'pg'
import { seedDemo } from '#app/tasks/seed_demo'

export const USERS = 200
export const ROWS = 1_000_000
export const MEASURED_TASKS = 10_000
export const MEASURED_EMAIL = 'measured@example.org'
export const ZONE = 'Europe/Paris'

const OTHERS_TASKS = Math.round((ROWS - MEASURED_TASKS) / (USERS - 1))

/**
 * A table of a million tasks: one user is seeded, the others are copies of it with ids of their own; then the one
 * who is measured, made anew in every run. Kept in the data folder, as making it takes minutes.
 */
export async function ensureDataset(pool: pg.Pool, log: (line: string) => void): Promise<string> {
  await pool.query('DELETE FROM users WHERE email = $1', [MEASURED_EMAIL])
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM users WHERE email LIKE 'other-%'"
  )
  const present = rows[0]?.count ?? 0
  if (present < USERS - 1) await makeOthers(pool, present, log)
  log(`Seeding ${MEASURED_TASKS} tasks for the user who is measured`)
  const userId = await makeUser(pool, MEASURED_EMAIL)
  await seedDemo({ id: userId, timezone: ZONE }, MEASURED_TASKS, 42, () => {})
  log('Vacuuming')
  await pool.query('VACUUM (ANALYZE) tasks, task_tags, tags, search_words, users')
  await pool.query('CHECKPOINT')
  return userId
}

async function makeOthers(pool: pg.Pool, present: number, log: (line: string) => void) {
  if (present > 0) await pool.query("DELETE FROM users WHERE email LIKE 'other-%'")
  log(`Making ${USERS - 1} other users of ${OTHERS_TASKS} tasks each: this takes minutes, once`)
  const model = await makeUser(pool, 'other-0@example.org')
  await seedDemo({ id: model, timezone: ZONE }, OTHERS_TASKS, 7, () => {})
  for (let number = 1; number < USERS - 1; number++) {
    await copyUser(pool, model, await makeUser(pool, `other-${number}@example.org`))
    if (number % 20 === 0) log(`  ${number} of ${USERS - 1}`)
  }
}

export async function makeUser(pool: pg.Pool, email: string) {
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO users (email, name, timezone) VALUES ($1, $1, $2) RETURNING id',
    [email, ZONE]
  )
  return rows[0]!.id
}

async function copyUser(pool: pg.Pool, from: string, to: string) {
  await pool.query(
    `WITH tag AS (SELECT id AS was, uuidv7() AS id, name, name_key, color FROM tags WHERE user_id = $1),
       new_tag AS (INSERT INTO tags (id, user_id, name, name_key, color, created_at, updated_at)
         SELECT id, $2, name, name_key, color, now(), now() FROM tag),
       task AS (SELECT id AS was, uuidv7() AS new_id, t.* FROM tasks t WHERE user_id = $1),
       new_task AS (INSERT INTO tasks (id, user_id, title, description, status, priority, due_on, due_wall,
           due_timezone, due_at, title_sort, search, created_at, updated_at, completed_at)
         SELECT new_id, $2, title, description, status, priority, due_on, due_wall, due_timezone, due_at, title_sort,
           search, created_at, updated_at, completed_at FROM task),
       word AS (INSERT INTO search_words (user_id, length, word)
         SELECT $2, length, word FROM search_words WHERE user_id = $1)
     INSERT INTO task_tags (task_id, tag_id, open)
     SELECT task.new_id, tag.id, tt.open FROM task_tags tt JOIN task ON task.was = tt.task_id JOIN tag ON tag.was = tt.tag_id`,
    [from, to]
  )
}
