/* Starts a cluster for a person, says where everything is, and ends it on Ctrl-C. Called by scripts/cluster.mjs. */
process.env.TZ = 'UTC'

import { EndSignal } from '#app/platform/end_signal'
import { printFailure } from '#app/platform/ignitor'
import { Cluster } from './harness/cluster.js'

const end = new EndSignal()
let running: Cluster | undefined

end.asked.addEventListener('abort', async () => {
  // While it starts there is nothing to end in order: what runs already ends with this process.
  await running?.stop()
  process.exit(0)
})

try {
  const startedAt = performance.now()
  process.stderr.write('Starting the cluster …\n')
  running = await Cluster.start()
  process.stdout.write(`${description(running, performance.now() - startedAt)}\n`)
  tellOfEnds(running)
} catch (error) {
  await printFailure(error)
  process.exit(1)
}

function tellOfEnds({ all }: Cluster) {
  for (const { name, exited, logFile } of all.flatMap(({ processes }) => processes)) {
    void exited.then(({ code, signal }) => {
      if (end.asked.aborted) return
      process.stderr.write(`${name} has ended (${signal ?? code}): see ${logFile}\n`)
    })
  }
}

function description(cluster: Cluster, tookMs: number): string {
  const { balancer, postgres, kafka, scheduler, site, secrets } = cluster
  const rows = [
    ['Taskflow (balancer over both)', balancer.url],
    ...cluster.all.flatMap(({ name, application, sidecar }) => [
      [`${name}`, `${application.url}  (process ${application.process.pid})`],
      ['  its sidecar', `${sidecar.httpUrl}  (process ${sidecar.process.pid})`],
    ]),
    ['Kafka', kafka.brokers],
    ['Dapr scheduler', scheduler.address],
    ['PostgreSQL', postgres.url],
    ['token of the sidecars', secrets.daprApiToken],
    ['logs', site.logs],
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length)) + 2
  return [
    `Ready in ${(tookMs / 1000).toFixed(1)} s.`,
    '',
    ...rows.map(([name = '', value]) => `${name.padEnd(width)}${value}`),
    '',
    'Ctrl-C ends all of it and removes its data.',
  ].join('\n')
}
