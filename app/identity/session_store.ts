import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData, SessionStoreContract } from '@adonisjs/session/types'
import { rememberOwner, USER_COLUMNS, type UserRow } from '#app/identity/session_user_provider'
import { database, rows } from '#app/shared/database'

/** Under which the session guard of @adonisjs/auth keeps the id of the person who signed in. */
const USER_KEY = 'auth_web'
export const SIGNED_IN_DAYS = 30
const ANONYMOUS_HOURS = 24 // long enough for a form left open over a night; every visitor of the sign-in page has one
const SEEN_EVERY_MINUTES = 5 // how exact "last seen" is: a page view between costs no write
const USER_AGENT_LENGTH = 400

/** After how long without a request a session ends, in SQL. */
const EXPIRY = `taskflow_now() + CASE WHEN CAST(:user AS uuid) IS NULL
  THEN make_interval(hours => ${ANONYMOUS_HOURS}) ELSE make_interval(days => ${SIGNED_IN_DAYS}) END`

type SessionRow = UserRow & { data: string; user_id: string | null; seen_long_ago: boolean }

/**
 * Sessions as rows with their person and device, so that a person can see and end them. One instance serves one
 * request. The store of @adonisjs/session writes with every request; this one only when there is something to write.
 */
export class SessionStore implements SessionStoreContract {
  #found: { id: string; user: string | null; seenLongAgo: boolean } | undefined
  readonly #ctx: HttpContext | null
  readonly #agent: string | null
  readonly #address: string | null

  constructor(ctx: HttpContext | null) {
    this.#ctx = ctx
    this.#agent = ctx?.request.header('user-agent')?.slice(0, USER_AGENT_LENGTH) ?? null
    this.#address = ctx?.request.ip() ?? null
  }

  async read(id: string): Promise<SessionData | null> {
    const [row] = await rows<SessionRow>(
      database(),
      `SELECT s.data, s.user_id,
         s.last_seen_at < taskflow_now() - make_interval(mins => ${SEEN_EVERY_MINUTES}) AS seen_long_ago,
         ${USER_COLUMNS}
       FROM sessions s LEFT JOIN users u ON u.id = s.user_id
       WHERE s.id = :id AND s.expires_at > taskflow_now()`,
      { id }
    )
    if (!row) return null
    const { data, user_id: user, seen_long_ago: seenLongAgo, ...owner } = row
    if (user && this.#ctx) rememberOwner(this.#ctx, owner)
    this.#found = { id, user, seenLongAgo }
    return JSON.parse(data) as SessionData
  }

  /**
   * A session that was there is only updated, never inserted again: when it was ended while this request ran, it
   * stays ended.
   */
  async write(id: string, data: SessionData) {
    const values = {
      id,
      data: JSON.stringify(data),
      user: typeof data[USER_KEY] === 'string' ? data[USER_KEY] : null,
      agent: this.#agent,
      address: this.#address,
    }
    await rows(
      database(),
      this.#found?.id === id
        ? `UPDATE sessions SET data = :data, user_id = :user, user_agent = :agent, ip_address = :address,
             last_seen_at = taskflow_now(), expires_at = ${EXPIRY} WHERE id = :id`
        : `INSERT INTO sessions (id, data, user_id, user_agent, ip_address, created_at, last_seen_at, expires_at)
           VALUES (:id, :data, :user, :agent, :address, taskflow_now(), taskflow_now(), ${EXPIRY})
           ON CONFLICT (id) DO UPDATE SET data = excluded.data, user_id = excluded.user_id,
             last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at`,
      values
    )
  }

  async touch(id: string) {
    if (!this.#found?.seenLongAgo) return
    await rows(
      database(),
      `UPDATE sessions SET last_seen_at = taskflow_now(), expires_at = ${EXPIRY},
         user_agent = :agent, ip_address = :address WHERE id = :id`,
      { id, user: this.#found.user, agent: this.#agent, address: this.#address }
    )
  }

  async destroy(id: string) {
    await rows(database(), 'DELETE FROM sessions WHERE id = :id', { id })
  }
}
