import { defineConfig, stores } from '@adonisjs/session'
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
    database: stores.database({ connectionName: 'postgres', tableName: 'sessions' }),
  },
})

export default sessionConfig
