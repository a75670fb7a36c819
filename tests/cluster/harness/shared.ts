import { PROBE_SERVER, PROBE_TABLES } from '#tests/scenarios/probe'
import { Cluster } from './cluster.js'

let started: Cluster | undefined

/** The cluster that all specs of the run share. */
export function cluster(): Cluster {
  if (!started) throw new Error('The specs of tests/cluster run with: npm run test:cluster')
  return started
}

export async function startSharedCluster() {
  started = await Cluster.start({ nodeArguments: () => PROBE_SERVER })
  await started.postgres.query(PROBE_TABLES)
}

/** Answers where the logs are, when they are kept. */
export async function stopSharedCluster(options: { keepLogs: boolean }) {
  return started?.stop(options)
}
