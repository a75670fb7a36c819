import { getActiveTest } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { useClock } from '#app/shared/clock'

/**
 * Stops both clocks, SQL's and TypeScript's, at an instant (RFC 3339, e.g. `2026-03-29T00:59:59Z`) until the active
 * test ends. Other databases than the application's own are moved by handing their client.
 */
export async function travelTo(
  instant: string,
  client?: { rawQuery(sql: string): Promise<unknown> }
) {
  const moment = new Date(instant)
  getActiveTest()?.cleanup(() => returnToNow(client))
  useClock({ nowMs: () => moment.getTime() })
  await defineNow(`timestamptz ''${moment.toISOString()}''`, client)
}

/** Lets both clocks run again. */
export async function returnToNow(client?: { rawQuery(sql: string): Promise<unknown> }) {
  useClock()
  await defineNow('now()', client)
}

async function defineNow(expression: string, client?: { rawQuery(sql: string): Promise<unknown> }) {
  const connection = client ?? (await app.container.make('lucid.db'))
  await connection.rawQuery(
    `CREATE OR REPLACE FUNCTION taskflow_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT ${expression}'`
  )
}
