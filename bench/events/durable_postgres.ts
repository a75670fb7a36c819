import { join } from 'node:path'
import { binariesFor } from '#app/platform/embedded/binaries'
import {
  postgresArguments,
  readPostmaster,
  spawnOptions,
  type Cluster,
} from '#app/platform/embedded/cluster'
import { databaseUser } from '#app/platform/embedded/database_user'
import type { Postgres } from '#tests/cluster/harness/postgres'
import type { Site } from '#tests/cluster/harness/site'

/** Nothing of durability: a commit is on the disk before it is answered, as PostgreSQL has it by itself. */
const SETTINGS = { max_connections: 200 }

/** Puts a server that waits for the disk in the place of the harness's, which does not: same data, same port. */
export async function makeDurable(site: Site, postgres: Postgres) {
  await postgres.process.stop()
  const user = databaseUser()
  const folder = join(site.folder, 'postgres')
  const cluster: Cluster = { folder, user, binaries: binariesFor(user), password: '' }
  const server = site.child({
    ...spawnOptions(cluster),
    name: 'postgres-durable',
    command: [cluster.binaries.postgres, ...postgresArguments(cluster, postgres.port, SETTINGS)],
    isReady: async () => readPostmaster(folder)?.ready === true,
    stopSignal: 'SIGINT',
    endSignal: 'SIGQUIT',
  })
  await server.start()
  const [durable] = await postgres.query<{ fsync: string }>('SHOW fsync')
  if (durable?.fsync !== 'on') throw new Error('The database of the benchmark must have fsync on')
}
