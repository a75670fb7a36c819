/* `npm run bench -- tasks`: measures, prints a table and keeps the figures in bench/results/. */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
const { buildAssetsIfStale } = await import('./build_assets.mjs')
await buildAssetsIfStale()
launch('bench/run.ts', process.argv.slice(2), {
  NODE_ENV: 'production',
  API_RATE_LIMIT: '0',
  LOG_LEVEL: 'warn',
})
