import User from '#app/identity/user'
import hash from '@adonisjs/core/services/hash'
import type { HttpClient } from '../http_client.js'
import type { PageSession } from './http_operations.js'

/** A token and a session of the measured user, as a client and a browser would have them. */
export async function signIn(http: HttpClient, email: string, password: string) {
  const user = await User.findByOrFail('email', email)
  user.password = await hash.make(password)
  await user.save()
  const token = await User.accessTokens.create(user, ['tasks:read', 'tasks:write'], {
    name: 'bench',
  })
  return { token: token.value!.release(), session: await pageSession(http, email, password) }
}

async function pageSession(
  http: HttpClient,
  email: string,
  password: string
): Promise<PageSession> {
  const form = await http.send('GET', '/sign-in')
  const fields = new URLSearchParams({ email, password, _csrf: csrfOf(form.text()) })
  const signedIn = await http.send(
    'POST',
    '/sign-in',
    { 'cookie': cookieOf(form.headers), 'content-type': 'application/x-www-form-urlencoded' },
    fields.toString()
  )
  const cookie = cookieOf(signedIn.headers)
  const page = await http.send('GET', '/all', { cookie })
  if (page.status !== 200) {
    throw new Error(`Signing in failed: ${signedIn.status}, then ${page.status}`)
  }
  return { cookie, csrf: csrfOf(page.text()) }
}

function cookieOf(headers: Record<string, string | string[] | undefined>) {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function csrfOf(html: string) {
  const field = /name=['"]_csrf['"] value=['"]([^'"]+)/.exec(html)
  if (!field?.[1]) throw new Error('The page has no CSRF token')
  return field[1]
}
