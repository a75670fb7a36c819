import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import { isMachinePath } from '#app/platform/machine_paths'
import { ABILITIES } from '#app/shared/ability'
import { apiRoutes } from '#app/shared/api_router'
import { PUBLIC_ROUTES } from '#app/shared/public_routes'
import { type ApiAnswer, ApiUser } from '#tests/support/api'
import { makePerson, makeToken } from '#tests/support/people'
import { sessionCookie } from '#tests/support/signed_in'
import { type Answer, Visitor } from '#tests/support/visitor'

/** One method of one registered route. */
export interface Walked {
  label: string
  method: string
  pattern: string
  api: boolean
}

/** Read off the router itself, once the server runs: a route that is registered tomorrow is walked tomorrow. */
export const everything = (): Walked[] =>
  Object.values(router.toJSON())
    .flat()
    .flatMap(({ pattern, methods }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          label: `${method} ${pattern}`,
          method,
          pattern,
          api: pattern.startsWith('/api/'),
        }))
    )
/** Those that ask who is there. */
export const guarded = () =>
  everything().filter(({ label, pattern }) => !PUBLIC_ROUTES.has(label) && !isMachinePath(pattern))
/** Those that ask for the sidecar's token. */
export const machine = () => everything().filter(({ pattern }) => isMachinePath(pattern))
export const guardedApi = () => guarded().filter(({ api }) => api)
export const pages = () => guarded().filter(({ api }) => !api)

/** Which of a person's things a pattern's `:id` is, by what stands before it. */
const OWNED: Record<string, keyof Person['ids']> = {
  tasks: 'task',
  tags: 'tag',
  undo: 'undo',
  sessions: 'session',
  tokens: 'token',
  series: 'series',
}

export interface Person {
  visitor: Visitor
  api: ApiUser
  ids: Record<'task' | 'tag' | 'undo' | 'session' | 'token' | 'series', string>
}

/** Somebody signed in, with a token for everything and one of each thing that a person can own. */
export async function aPerson(): Promise<Person> {
  const user = await makePerson({ password: null })
  const visitor = new Visitor()
  const cookie = await sessionCookie(user)
  visitor.cookies.set(cookie.name, cookie.value)
  const api = new ApiUser(user, await makeToken(user, [...ABILITIES]))
  const task = await api.post('/tasks', { title: 'Water the tomatoes' })
  const repeating = await api.post('/tasks', { title: 'Rent', rrule: 'FREQ=MONTHLY' })
  const tag = await api.post('/tags', { name: 'garden' })
  const session = await db.from('sessions').where('user_id', user.id).firstOrFail()
  const token = await db.from('auth_access_tokens').where('tokenable_id', user.id).firstOrFail()
  const undo = task.headers.get('taskflow-undo') ?? ''
  return {
    visitor,
    api,
    ids: {
      task: task.body.id,
      tag: tag.body.id,
      undo,
      series: repeating.body.series_id,
      session: session.list_id,
      token: String(token.id),
    },
  }
}

const NEVER = '0197b0a2-0000-7c40-9b1a-2f6f3e1d5a10'
/** Owns nothing: its ids are of nothing. */
export const NOBODY = {
  ids: { task: NEVER, tag: NEVER, undo: NEVER, session: NEVER, token: '999999999', series: NEVER },
}

/** The address of a route with the ids of somebody in it. */
export function address({ pattern, label }: Walked, owner: Pick<Person, 'ids'>): string {
  return pattern.replace(/(\w+)\/:id/, (_whole, what: string) => {
    const owned = OWNED[what]
    if (!owned) throw new Error(`${label}: say in OWNED whose :id it takes`)
    return `${what}/${owner.ids[owned]}`
  })
}

/** A form with something in every field that any form here needs, so that the refusal is about who asks. */
const FIELDS = {
  title: 'Taken over',
  name: 'taken over',
  color: '#3B82F6',
  action: 'complete',
  return_to: '/today',
}

/** Opens a page, or sends its form as a browser does. */
export function openPage(visitor: Visitor, walked: Walked, path: string): Promise<Answer> {
  if (walked.method === 'GET') return visitor.get(path)
  return visitor.post(
    walked.method === 'POST' ? path : `${path}?_method=${walked.method}`,
    FIELDS,
    '/today'
  )
}

/** Calls a route of the API with the body of its own example. */
export function call(user: ApiUser, walked: Walked, path: string): Promise<ApiAnswer> {
  const route = apiRoutes().find(
    (one) =>
      [one.method].flat().includes(walked.method as never) &&
      `/api${one.path}` === walked.pattern.replace(':id', '{id}')
  )
  return user.send(walked.method, path.replace('/api', ''), route?.bodyExample)
}

/** Every route at once: what is wrong is a list, not the first of it. */
export async function walk(
  routes: Walked[],
  visit: (walked: Walked) => Promise<string | undefined>
): Promise<string[]> {
  const wrong: string[] = []
  for (const walked of routes) {
    const found = await visit(walked)
    if (found) wrong.push(`${walked.label}: ${found}`)
  }
  return wrong
}

/** What was found instead, unless it is as expected. */
export const unless = (expected: boolean, what: unknown) => (expected ? undefined : String(what))
export const asksToSignIn = ({ status, location }: Answer) =>
  unless(status === 303 && location === '/sign-in', `${status} ${location}`)

/** Everything that a person owns, as text. */
export async function belongings({ api }: Person) {
  const of = async (table: string, column = 'user_id') =>
    db.from(table).where(column, api.user.id).orderBy('id').select('*')
  const tables = [
    await of('tasks'),
    await of('series'),
    await of('tags'),
    await of('undo_entries'),
    await of('sessions'),
    await of('users', 'id'),
  ]
  const tokens = await db
    .from('auth_access_tokens')
    .where('tokenable_id', api.user.id)
    .select('id', 'name', 'abilities')
  return JSON.stringify([tables, tokens])
}
