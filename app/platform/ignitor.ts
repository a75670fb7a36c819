import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { StartError } from './start_error.js'

/** AdonisJS on the files of this checkout. */
export function createIgnitor(): Ignitor {
  return new Ignitor(APP_ROOT, { importer: importFromRoot })
}

/** Of the running code: the checkout, or the folder of a build. */
const APP_ROOT = new URL('../../', import.meta.url)

/** Prints what a person can act on: a sentence where there is one, else where it happened. */
export async function printFailure(error: unknown) {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`)
  else await prettyPrintError(error)
}

function importFromRoot(filePath: string) {
  const relative = filePath.startsWith('./') || filePath.startsWith('../')
  return import(relative ? new URL(filePath, APP_ROOT).href : filePath)
}
