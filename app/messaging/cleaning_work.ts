import { setTimeout as delay } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import type { Lease } from '#app/messaging/lease'
import { clean } from '#app/shared/cleaning'
import { database } from '#app/shared/database'

const EVERY_MS = 60 * 60 * 1000
const RETRY_MS = 60 * 1000

/** Removes once an hour what nobody needs any more. Two at once would do no harm, so nothing in it is fenced. */
export async function cleaningWork(lease: Lease) {
  while (!lease.signal.aborted) {
    const pauseMs = await cleanUp(lease).then(
      () => EVERY_MS,
      (error) => {
        logger.warn({ err: error }, 'cleaning failed and will be tried again')
        return RETRY_MS
      }
    )
    await delay(pauseMs, undefined, { signal: lease.signal }).catch(() => undefined)
  }
}

async function cleanUp(lease: Lease) {
  for await (const { what, rows } of clean(database())) {
    if (rows > 0) logger.info({ what, rows }, 'cleaned')
    if (lease.signal.aborted) return
  }
}
