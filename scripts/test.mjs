/* `npm test [-- SUITE… --files X --tests Y]` */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
launch('bin/test.ts', process.argv.slice(2))
