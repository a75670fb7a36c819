import { type Consumer, defineConsumer } from '#app/messaging/consumer'
import type { EventEnvelope } from '#app/messaging/event'
import type { TopicName } from '#app/messaging/topics'
import type { Role } from '#app/platform/role'

/** Arguments of Node for a server and for a command line that have the probes in them. */
export const PROBE_SERVER = ['--import=./bin/typescript.mjs', 'tests/scenarios/probe_server.ts']
export const PROBE_CONSOLE = ['--import=./bin/typescript.mjs', 'tests/scenarios/probe_console.ts']

/** What the consumers of the harness write to: without any key, so that doing something twice can be seen. */
export const PROBE_TABLES = `
  CREATE TABLE IF NOT EXISTS probe_effects (
    n bigint GENERATED ALWAYS AS IDENTITY, consumer text, event_id uuid, user_id uuid, user_seq bigint);
  CREATE TABLE IF NOT EXISTS probe_faults (pattern text);
  CREATE TABLE IF NOT EXISTS probe_wake_ups (
    n bigint GENERATED ALWAYS AS IDENTITY, name text, data jsonb, at timestamptz DEFAULT clock_timestamp())`

/** Names of the jobs that are for the probe begin so. */
export const PROBE_JOBS = 'probe-'

/** Handles whatever comes; an event whose data fits a pattern of `probe_faults` fails as long as the pattern is there. */
function probe(name: string, role: Role, topic: TopicName): Consumer {
  return defineConsumer({
    name,
    role,
    topic,
    handles: 'all',
    async handler(event: EventEnvelope, { trx }) {
      const data = JSON.stringify(event.data)
      const { rows: faults } = await trx.rawQuery<{ rows: unknown[] }>(
        'SELECT 1 FROM probe_faults WHERE ? LIKE pattern',
        [data]
      )
      if (faults.length > 0) throw new Error('this event is poison to the probe')
      await trx.rawQuery(
        'INSERT INTO probe_effects (consumer, event_id, user_id, user_seq) VALUES (?, ?, ?, ?)',
        [name, event.event_id, event.user_id, event.user_seq]
      )
    },
  })
}

/** Handle everything, beside the product's own consumers of these roles. */
export const probes: readonly Consumer[] = [
  probe('probe-recurrer', 'recurrer', 'task-events'),
  probe('probe-notifier', 'notifier', 'reminders'),
]
