/* `npm run ace -- COMMAND`: AdonisJS commands on the right Node and on the server's database. */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT)
launch('bin/console.ts', process.argv.slice(2), { NODE_ENV: process.env.NODE_ENV ?? 'production' })
