/* `npm run cluster`: a whole Taskflow on real Dapr and Kafka on this machine, until Ctrl-C (docs/cluster.md). */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
const { buildAssetsIfStale } = await import('./build_assets.mjs')
await buildAssetsIfStale()
launch('tests/cluster/serve.ts', process.argv.slice(2), {
  // A defect of kafkajs that Node 24 tells of on every request; the harness's processes do not inherit this.
  NODE_OPTIONS: '--disable-warning=TimeoutNegativeWarning',
})
