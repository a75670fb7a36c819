import db from '@adonisjs/lucid/services/db'
import type { HealthCheck } from './health.js'
import { phase } from './lifecycle.js'
import { plays } from './settings.js'
import { reason } from './start_error.js'

/** A sidecar asks each second and waits for half a one (its probe timeout). */
const ANSWER_MS = 300
/** A database that is silent for longer is away; one that refuses is so at once. */
const SILENCE_MS = 1500

let held: { reason: string; untilMs: number } | undefined

/** Asks for no deliveries for a time, because what handling them needs is away. */
export function holdDeliveries(why: string, forMs: number) {
  held = { reason: why, untilMs: performance.now() + forMs }
}

/** Why deliveries are to wait; undefined when they need not. */
export function deliveriesHeld(): string | undefined {
  return held && held.untilMs > performance.now() ? held.reason : undefined
}

/**
 * Whether the sidecar may hand over deliveries, jobs and invocations. Web is asked for its database only: an app that
 * says it is not well gets no invocations either.
 */
export async function appHealth(): Promise<HealthCheck> {
  if (phase() !== 'ready') return { ok: false, message: phase() }
  const why = plays('web') ? undefined : deliveriesHeld()
  return why === undefined ? databaseAnswers() : { ok: false, message: why }
}

let asking: Promise<void> | undefined
let last = { ok: false, message: 'never asked', atMs: -Infinity }

/** By the latest answer that there is: one ping at a time, and no probe waits for a slow one. */
async function databaseAnswers(): Promise<HealthCheck> {
  asking ??= ping().finally(() => (asking = undefined))
  const patience = Promise.withResolvers<void>()
  const timer = setTimeout(patience.resolve, ANSWER_MS)
  await Promise.race([asking, patience.promise])
  clearTimeout(timer)
  const silentMs = performance.now() - last.atMs
  return silentMs < SILENCE_MS ? last : { ok: false, message: 'the database does not answer' }
}

async function ping() {
  const outcome = await db
    .rawQuery('SELECT 1')
    .timeout(SILENCE_MS)
    .then(
      () => ({ ok: true, message: '' }),
      (error: unknown) => ({ ok: false, message: reason(error) })
    )
  last = { ...outcome, atMs: performance.now() }
}
