import { setImmediate } from 'node:timers/promises'
import { listTokens } from '#app/identity/actions/api_tokens'
import { listSessions } from '#app/identity/session_list'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'

/** What one module adds to "my data": a list of plain objects, read in batches so that nothing holds all of it. */
export interface ExportSection {
  /** Member of the document, e.g. `tasks`. */
  name: string
  batches: (userId: string) => AsyncIterable<unknown[]>
}

const sections = new Map<string, ExportSection>()

/** Called by every module that keeps something of a person. */
export function registerExportSection(section: ExportSection) {
  sections.set(section.name, section)
}

registerExportSection({
  name: 'sessions',
  async *batches(userId) {
    const sessions = await listSessions(database(), userId, null)
    yield sessions.map(({ device, address, createdAt, lastSeenAt }) => ({
      device,
      address,
      created_at: createdAt,
      last_seen_at: lastSeenAt,
    }))
  },
})

registerExportSection({
  name: 'tokens',
  async *batches(userId) {
    const tokens = await listTokens(database(), userId)
    yield tokens.map(({ name, abilities, createdAt, lastUsedAt, expiresAt }) => ({
      name,
      abilities,
      created_at: createdAt,
      last_used_at: lastUsedAt,
      expires_at: expiresAt,
    }))
  },
})

/**
 * Everything of an account as the text of one JSON document, piece by piece. Other requests get their turn between
 * the pieces, and none is made before the last one was taken.
 */
export async function* accountExport(user: User): AsyncGenerator<string> {
  const head = { exported_at: nowInstant(), account: accountToJson(user) }
  yield JSON.stringify(head).slice(0, -1)
  for (const { name, batches } of sections.values()) {
    yield `,\n${JSON.stringify(name)}:[`
    let separator = '\n'
    for await (const batch of batches(user.id)) {
      if (batch.length === 0) continue
      yield separator + batch.map((row) => JSON.stringify(row)).join(',\n')
      separator = ',\n'
      await setImmediate()
    }
    yield ']'
  }
  yield '}\n'
}

/** The account as the API shows it. */
export function accountToJson(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    timezone: user.timezone,
    week_start: user.weekStart,
    theme: user.theme,
    is_admin: user.isAdmin,
    created_at: user.createdAt.toUTC().toISO(),
    updated_at: user.updatedAt.toUTC().toISO(),
  }
}
