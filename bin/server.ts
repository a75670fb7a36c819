import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { prepare } from '#app/platform/prepare'

const APP_ROOT = new URL('../', import.meta.url)

await prepare('server')
new Ignitor(APP_ROOT, { importer: importFromRoot })
  .httpServer()
  .start()
  .catch(async (error) => {
    process.exitCode = 1
    await prettyPrintError(error)
  })

function importFromRoot(filePath: string) {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}
