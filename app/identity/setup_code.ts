import { randomInt } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { safeEqual } from '@adonisjs/core/helpers'
import logger from '@adonisjs/core/services/logger'
import { settings } from '#app/platform/settings'
import { database, rows, type Trx } from '#app/shared/database'
import { hasAccounts } from '#app/identity/registration'

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ' // without 0 and O, 1 and I
const GROUPS = 3
const GROUP_LENGTH = 4 // 3 × 4 letters of 32: 60 bits, tried at most a few times a minute

/** Whether anybody but this machine can reach the sign-up page, directly or through what APP_URL names. */
export function needsSetupCode(): boolean {
  const { host, appUrl } = settings()
  return !isLoopback(host) || !isLoopback(new URL(appUrl).hostname)
}

/** Says the code in the log while there is no account; every web process says the same one. */
export async function announceSetupCode() {
  if (!needsSetupCode() || (await hasAccounts(database()))) return
  await makeSetupCode()
  const [kept] = await rows<{ code: string }>(database(), 'SELECT code FROM setup_code')
  if (kept) announce(kept.code)
}

/** Makes the code when it is missing, as after the last account was deleted while the process ran. */
export async function ensureSetupCode() {
  const made = await makeSetupCode()
  if (made) announce(made)
}

/** Whether a text is the code, however it is spaced and cased. */
export async function isSetupCode(trx: Trx, text: string): Promise<boolean> {
  const [kept] = await rows<{ code: string }>(trx, 'SELECT code FROM setup_code')
  return kept !== undefined && safeEqual(plain(kept.code), plain(text))
}

/** Once there is an account the code opens nothing. */
export async function forgetSetupCode(trx: Trx) {
  await rows(trx, 'DELETE FROM setup_code')
}

/** Kept in the database, so that replicas which start together agree on one. */
async function makeSetupCode() {
  const [made] = await rows<{ code: string }>(
    database(),
    'INSERT INTO setup_code (code) VALUES (:code) ON CONFLICT DO NOTHING RETURNING code',
    { code: newCode() }
  )
  return made?.code
}

function announce(code: string) {
  logger.warn(
    `There is no account yet. Make the first one at ${settings().appUrl}/sign-up with the set-up code ${code}`
  )
}

function newCode() {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

function plain(code: string) {
  return code.toUpperCase().replaceAll(/[\s-]/g, '')
}

function isLoopback(host: string) {
  const name = host.replaceAll(/[[\]]/g, '').toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  return isIPv4(name) && name.startsWith('127.')
}
