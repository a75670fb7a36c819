import type { Application } from '#tests/cluster/harness/application'
import type { Balancer } from '#tests/cluster/harness/balancer'
import type { ReplicaName } from '#tests/cluster/harness/cluster'
import type { Postgres } from '#tests/cluster/harness/postgres'
import type { Role } from '#app/platform/role'
import { until } from '#tests/support/until'

const TAKEOVER_SECONDS = 5 // from the end of the former leader on

/** A process of the product with what belongs to it. */
export interface Pod {
  application: Application
  /** At once, with what belongs to it. */
  kill(): Promise<void>
  /** What does not run; answers when requests and deliveries come through. */
  start(): Promise<void>
  /** In order. */
  restart(): Promise<void>
  /** In order, until it is started again. */
  stop(): Promise<void>
}

/** A running Taskflow of five processes, on either platform. */
export interface Deployment {
  postgres: Postgres
  balancer: Balancer
  replicas: Record<ReplicaName, Pod>
  /** What machine routes ask for. */
  appApiToken: string
  /** Starts one more process of a role, beside those that are always there. */
  join(name: string, role: Role): Promise<Pod>
}

/** Addresses of the two web processes. */
export function webs({ replicas }: Deployment): [string, string] {
  return [replicas.web1.application.url, replicas.web2.application.url]
}

/** The process that publishes the events. */
export async function leader(deployment: Deployment): Promise<Pod> {
  const [lease] = await deployment.postgres.query<{ holder: string }>(
    `SELECT holder FROM leases WHERE name = 'relay' AND expires_at > clock_timestamp()`
  )
  const pid = Number(lease?.holder.split(' ')[1])
  const { web1, web2 } = deployment.replicas
  const found = [web1, web2].find(({ application }) => application.process.pid === pid)
  if (!found) throw new Error(`Nobody publishes: the lease says ${lease?.holder}`)
  return found
}

/** Waits for another leader than this one, which has to come within five seconds. */
export async function otherLeader(deployment: Deployment, former: Pod) {
  const other = async () => (await leader(deployment).catch(() => former)) !== former
  await until('another one leads', other, TAKEOVER_SECONDS)
}
