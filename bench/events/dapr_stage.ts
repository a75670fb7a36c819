import { Cluster } from '#tests/cluster/harness/cluster'
import { withoutTimeoutWarnings } from './kafka_records.js'
import { makeDurable } from './durable_postgres.js'
import { QUIET, type Stage } from './stage.js'

/** The cluster of the tests without their probes: real sidecars, scheduler and Kafka. */
export async function daprStage(): Promise<Stage> {
  withoutTimeoutWarnings()
  const cluster = await Cluster.start({ withoutDapr: true, environment: () => QUIET })
  try {
    await makeDurable(cluster.site, cluster.postgres)
    await Promise.all(cluster.all.map(({ application }) => application.process.ready()))
    await cluster.startSidecars()
  } catch (error) {
    const logs = await cluster.stop({ keepLogs: true })
    throw new Error(`The sidecars did not start, the logs are in ${logs}`, { cause: error })
  }
  const { web1, web2, auditor, recurrer } = cluster.replicas
  return {
    platform: 'dapr',
    postgres: cluster.postgres,
    kafka: cluster.kafka,
    readers: [auditor, recurrer],
    recurrer,
    appApiToken: cluster.appApiToken,
    webPorts: [web1.application.port, web2.application.port],
    async stop() {
      await cluster.stop()
    },
  }
}
