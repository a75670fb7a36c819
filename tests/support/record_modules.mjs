/*
 * Writes down the packages that a process loads, by `import` or `require`, one a line, to the file MODULES_FILE:
 * `NODE_OPTIONS=--import=…/record_modules.mjs`.
 */
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//
const seen = new Set()

registerHooks({
  load(url, context, nextLoad) {
    const name = PACKAGE.exec(url)?.[1]
    if (name && !seen.has(name)) {
      seen.add(name)
      appendFileSync(process.env.MODULES_FILE, `${name}\n`)
    }
    return nextLoad(url, context)
  },
})
