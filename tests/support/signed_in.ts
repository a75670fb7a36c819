import { randomUUID } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import { CookieClient } from '@adonisjs/core/http'
import { SessionStore } from '#app/identity/session_store'
import type User from '#app/identity/user'

const COOKIE = 'taskflow_session' // config/session.ts

/** The cookie of a new session of a person, made without the form. */
export async function sessionCookie(user: User): Promise<{ name: string; value: string }> {
  const id = randomUUID()
  await new SessionStore(null).write(id, { auth_web: user.id })
  return { name: COOKIE, value: new CookieClient(encryption.use()).sign(COOKIE, id)! }
}
