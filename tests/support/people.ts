import hash from '@adonisjs/core/services/hash'
import User from '#app/identity/user'
import type { Ability } from '#app/shared/ability'

export const PASSWORD = 'a few plain words'

interface Person {
  email?: string
  name?: string
  timezone?: string
  isAdmin?: boolean
  /** Null: invited, no password chosen yet. */
  password?: string | null
}

let made = 0

/** An account in the database, with `PASSWORD` unless told otherwise. */
export async function makePerson({ password = PASSWORD, ...person }: Person = {}): Promise<User> {
  const user = await User.create({
    email: `person${++made}@example.org`,
    name: '',
    ...person,
    password: password && (await hash.make(password)),
  })
  return user.refresh()
}

/** The text of a new API token of a person, for `Authorization: Bearer`. */
export async function makeToken(
  user: User,
  abilities: Ability[] = ['tasks:read', 'tasks:write'],
  options: { name?: string; expiresIn?: string | number } = {}
): Promise<string> {
  const token = await User.accessTokens.create(user, abilities, { name: 'test', ...options })
  return token.value!.release()
}
