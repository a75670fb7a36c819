import { join } from 'node:path'
import type { Child } from './child.js'
import { answers } from './answers.js'
import type { Site } from './site.js'
import type { Toolchain } from './toolchain.js'

const HOST = '127.0.0.1'
/** The name that the scheduler gives itself in its own etcd. */
const ETCD_NAME = 'dapr-scheduler-server-0'

/** Dapr's scheduler, which keeps the jobs. */
export interface Scheduler {
  process: Child
  address: string
}

/** One of the cluster, not started yet. */
export async function newScheduler(site: Site, { scheduler }: Toolchain): Promise<Scheduler> {
  const ports = site.ports
  const port = await ports.take()
  const [health, metrics] = [await ports.take(), await ports.take()]
  const [etcdPeer, etcdClient] = [await ports.take(), await ports.take()]
  const process = site.child({
    name: 'scheduler',
    command: [
      scheduler,
      ...['--mode', 'standalone'],
      ...['--listen-address', HOST, '--port', String(port)],
      ...['--healthz-listen-address', HOST, '--healthz-port', String(health)],
      ...['--metrics-listen-address', HOST, '--metrics-port', String(metrics)],
      ...['--etcd-data-dir', join(site.folder, 'scheduler')],
      ...['--etcd-initial-cluster', `${ETCD_NAME}=http://${HOST}:${etcdPeer}`],
      ...['--etcd-client-listen-address', HOST, '--etcd-client-port', String(etcdClient)],
    ],
    isReady: () => answers(`http://${HOST}:${health}/healthz`),
  })
  return { process, address: `${HOST}:${port}` }
}
