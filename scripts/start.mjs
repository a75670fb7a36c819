/* `npm start`: installs what is missing, builds what is stale, and serves. */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT)
const { buildAssetsIfStale } = await import('./build_assets.mjs')
await buildAssetsIfStale()
launch('bin/server.ts', [], { NODE_ENV: process.env.NODE_ENV ?? 'production' })
