/* `npm run deploy:files [-- --check]`: makes the files of deploy/ that follow from the code, or checks that they are in step. */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
launch('scripts/deploy_files.ts', process.argv.slice(2))
