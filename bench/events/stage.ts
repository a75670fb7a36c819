import { setTimeout as delay } from 'node:timers/promises'
import type { Kafka } from '#tests/cluster/harness/kafka'
import type { Postgres } from '#tests/cluster/harness/postgres'

export const PLATFORMS = ['embedded', 'dapr'] as const
export type Platform = (typeof PLATFORMS)[number]

interface Startable {
  stop(): Promise<unknown>
  start(): Promise<unknown>
}

/** A Taskflow of five processes (web ×2, notifier, recurrer, auditor) that is measured. */
export interface Stage {
  platform: Platform
  postgres: Postgres
  /** Of the two web processes. */
  webPorts: readonly number[]
  /** Absent on the embedded platform. */
  kafka?: Kafka
  /** What reads the events of tasks (auditor and recurrer), with what belongs to each. */
  readers: readonly Startable[]
  /** The second of these. */
  recurrer: Startable
  /** What machine routes ask for. */
  appApiToken: string
  stop(): Promise<void>
}

/** Processes of the product for a benchmark log as little as those of `npm run bench -- tasks`. */
export const QUIET = { LOG_LEVEL: 'warn' }

const POLL_MS = 250 // seldom enough to cost the measured processes nothing
const PATIENCE_SECONDS = 600

/** The id of the last event so far: what is measured comes after it. */
export async function lastEventId({ postgres }: Stage): Promise<string> {
  const [last] = await postgres.query<{ id: string }>(
    'SELECT coalesce(max(id), 0)::text AS id FROM events'
  )
  return last?.id ?? '0'
}

/** Until everything committed is published. */
export function published({ postgres }: Stage) {
  return until(
    postgres,
    `SELECT NOT EXISTS (SELECT FROM events WHERE position IS NULL)
       AND NOT EXISTS (SELECT FROM events WHERE position IS NOT NULL AND published_at IS NULL) AS done`
  )
}

/** Until everything committed is published and the auditor has stored it. */
export async function settled(stage: Stage) {
  await published(stage)
  await until(
    stage.postgres,
    'SELECT (SELECT count(*) FROM events) = (SELECT count(*) FROM audit_entries) AS done'
  )
}

async function until(postgres: Postgres, question: string) {
  const deadlineMs = performance.now() + PATIENCE_SECONDS * 1000
  for (;;) {
    const [state] = await postgres.query<{ done: boolean }>(question)
    if (state?.done) return
    if (performance.now() > deadlineMs) {
      throw new Error(`Waited ${PATIENCE_SECONDS} s in vain: ${question}`)
    }
    await delay(POLL_MS)
  }
}
