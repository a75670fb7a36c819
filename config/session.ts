import { defineConfig } from '@adonisjs/session'
import { SessionStore } from '#app/identity/session_store'
import { settings } from '#app/platform/settings'

const sessionConfig = defineConfig({
  enabled: true,
  cookieName: 'taskflow_session',
  clearWithBrowser: false,
  age: '30 days',
  cookie: {
    path: '/',
    httpOnly: true,
    secure: settings().appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
  store: 'database',
  stores: {
    database: (ctx) => new SessionStore(ctx),
  },
})

export default sessionConfig
