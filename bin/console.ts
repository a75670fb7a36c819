/* AdonisJS commands: `npm run ace -- COMMAND`. */
import 'reflect-metadata'
import { runConsole } from '#app/platform/console'
import { printFailure } from '#app/platform/ignitor'

const argv = process.argv.slice(2)

try {
  await runConsole(argv)
} catch (error) {
  process.exitCode = 1
  await printFailure(error)
}
