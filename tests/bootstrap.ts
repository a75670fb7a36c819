import type { Config } from '@japa/runner/types'
import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import edge from 'edge.js'
import { buildAssetsIfStale } from '../scripts/build_assets.mjs'
import { closeBrowser } from './browser/support/chromium.js'
import { truncateAll } from './support/database.js'
import { baseUrl } from './support/settings.js'

export const plugins: Config['plugins'] = [
  assert(),
  apiClient(baseUrl),
  pluginAdonisJS(app, { baseURL: baseUrl }),
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [],
  teardown: [],
}

/** Suites whose tests speak to the application inside this process, over HTTP, and begin with an empty database. */
const IN_PROCESS = ['functional', 'browser']

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (!IN_PROCESS.includes(suite.name)) return
  suite.setup(async () => {
    await buildAssetsIfStale()
    edge.configure({ cache: true }) // as in production, and ten times as fast
    return testUtils.httpServer().start()
  })
  if (suite.name === 'browser') suite.teardown(closeBrowser)
  suite.onGroup((group) => void group.each.setup(() => truncateAll()))
  suite.onTest((test) => void test.setup(() => truncateAll()))
}
