import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#app/platform/free_port'
import { createIgnitor } from '#app/platform/ignitor'
import { prepare } from '#app/platform/prepare'
import { ServerUnderTest } from '../server_under_test.js'

export const OPERATIONS = ['list', 'filter', 'search', 'read', 'create', 'update', 'complete']

/**
 * `--seconds N` for each figure (default 6), `--only list,read`; `--explain` prints plans instead of figures; `--series`
 * measures what tasks that repeat cost instead, which is kept in a file of its own.
 */
export async function run(args: string[]) {
  const seconds = Number(option(args, '--seconds') ?? 6)
  const only = option(args, '--only')?.split(',') ?? OPERATIONS
  process.env.DATA_DIR ??= join(tmpdir(), `taskflow-bench-tasks-${schemaHash()}`)
  const isOfSeries = args.includes('--series')
  if (isOfSeries) process.env.ROLE = 'web' // what follows is made where it is measured
  const port = await freePort()
  const server = await ServerUnderTest.start(port, process.env.DATA_DIR)
  const prepared = await prepare({ database: true })
  const app = createIgnitor().createApp('console')
  await app.init()
  await app.boot()
  try {
    await app.start(async () => {
      // Lucid's services can be imported only once the application has booted.
      if (isOfSeries) {
        const { measureSeries } = await import('./measure_series.js')
        return measureSeries(port, seconds)
      }
      const { explainAll, measureAll } = await import('./measure_all.js')
      await (args.includes('--explain') ? explainAll(only) : measureAll(port, seconds, only))
    })
  } finally {
    await server.stop()
    await app.terminate()
    await prepared.release()
  }
}

/** Another schema, another dataset: one that was made for an older one would not be what is measured. */
function schemaHash() {
  const hash = createHash('sha256')
  for (const file of readdirSync('database/migrations').sort()) {
    hash.update(readFileSync(join('database/migrations', file)))
  }
  return hash.digest('hex').slice(0, 8)
}

function option(args: string[], name: string) {
  const place = args.indexOf(name)
  return place < 0 ? undefined : args[place + 1]
}
