/*
 * Entry point of AdonisJS commands. `npm run ace -- COMMAND` is the usual way in: it brings the right Node
 * and the database; this file only loads the TypeScript hook.
 */
import './bin/typescript.mjs'

await import('./bin/console.ts')
