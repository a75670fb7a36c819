import { test } from '@japa/runner'
import { connected, freshDatabase } from '#tests/support/database'
import { killHard, TaskflowProcess } from '#tests/support/taskflow_process'
import { until } from '#tests/support/until'

const TASKS = 3000
/** Of 09:00 in Paris on 1 July 2026; by zone data without summer time it would be an hour later. */
const RIGHT = '2026-07-01T07:00:00Z'
const WRONG = '2026-07-01T08:00:00Z'

test.group('A start with other zone data', () => {
  test('rebuilds the due dates, also when the one before was killed in the middle of it', async ({
    assert,
  }) => {
    const connectionString = await freshDatabase()
    const database = await connected(connectionString)
    await database.query(STALE_TASKS, [WRONG, TASKS])
    const env = { DATABASE_URL: connectionString, APP_KEY: 'k'.repeat(32), ROLE: 'web' }
    const due = async (at: string) => {
      const [found] = await database.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM tasks WHERE due_at = $1',
        [at]
      )
      return found!.count
    }

    // The last task is held, so that the rebuild cannot get through.
    const other = await connected(connectionString)
    await other.query('BEGIN')
    await other.query('SELECT FROM tasks ORDER BY id DESC LIMIT 1 FOR UPDATE')
    const killed = new TaskflowProcess({ env })
    await killed.ready()
    await until('the rebuild is in its middle', async () => (await due(RIGHT)) > 0)
    killHard(killed.serverPid)
    await killed.ended()
    await other.query('ROLLBACK')
    assert.isAbove(await due(WRONG), 0)
    assert.deepEqual(await database.query('SELECT version FROM time_zone_data'), [
      { version: '1970a' },
    ])

    await new TaskflowProcess({ env }).ready()
    await until('all are rebuilt', async () => (await due(RIGHT)) === TASKS)
    await until('it is known', async () => {
      const [known] = await database.query('SELECT version FROM time_zone_data')
      return known!.version === process.versions.tz
    })
  })
})

const STALE_TASKS = `
  WITH ada AS (
    INSERT INTO users (email, name, timezone) VALUES ('ada@example.org', '', 'Europe/Paris') RETURNING id),
  known AS (INSERT INTO time_zone_data (version, rebuilt_at) VALUES ('1970a', now()))
  INSERT INTO tasks (user_id, title, title_sort, search, due_wall, due_timezone, due_at, created_at, updated_at)
  SELECT ada.id, 'x', 'x', '', '2026-07-01 09:00', 'Europe/Paris', $1, now(), now()
  FROM ada, generate_series(1, $2::int)`
