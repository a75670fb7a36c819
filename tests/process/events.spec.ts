import { test } from '@japa/runner'
import { newClients } from '#tests/cluster/harness/client'
import { faultless, verdict } from '#tests/scenarios/checker'
import { EmbeddedDeployment } from '#tests/scenarios/embedded_deployment'
import { leader, otherLeader, webs } from '#tests/scenarios/deployment'
import { changeMany, Load } from '#tests/scenarios/load'
import { until } from '#tests/support/until'

/*
 * What is said of events on Dapr and Kafka (tests/cluster) holds for five processes on one PostgreSQL, too.
 */
test.group('Events between processes', (group) => {
  let deployment: EmbeddedDeployment
  let failed = false

  group.setup(async () => {
    deployment = await EmbeddedDeployment.start()
    return async (hasError) => {
      failed = hasError
      const logs = await deployment.stop({ keepLogs: failed })
      if (logs) process.stderr.write(`The logs of the processes: ${logs}\n`)
    }
  })

  test('1,000 mixed changes by 20 users in two web processes are audited, in order per user', async ({
    assert,
  }) => {
    const clients = await newClients(deployment.postgres, 20)
    const traffic = await changeMany(clients, webs(deployment), 50)
    assert.deepEqual(traffic, { changed: 1000, failures: [] })
    const judged = await verdict(deployment.postgres)
    assert.isAtLeast(judged.events, 1000)
    assert.deepEqual(judged, faultless(judged.events))
  })

  test('kill -9 of the leader and of a consumer under load loses nothing and doubles nothing', async ({
    assert,
  }) => {
    const clients = await newClients(deployment.postgres, 5)
    const load = new Load(clients, webs(deployment))
    const former = await leader(deployment)
    await until('the load runs', () => load.traffic.changed > 50)
    await former.kill()
    await otherLeader(deployment, former)
    await former.start()
    await deployment.replicas.auditor.kill()
    await deployment.replicas.recurrer.kill()
    await deployment.replicas.auditor.start()
    await deployment.replicas.recurrer.start()
    await load.stop()
    const judged = await verdict(deployment.postgres)
    assert.deepEqual(judged, faultless(judged.events))
  })

  test('a leader that is stopped for a while is replaced in 5 s, and changes nothing when it goes on', async ({
    assert,
  }) => {
    const clients = await newClients(deployment.postgres, 3)
    const former = await leader(deployment)
    const other = webs(deployment).filter((url) => url !== former.application.url)
    const load = new Load(clients, other)
    former.application.process.kill('SIGSTOP')
    await otherLeader(deployment, former).finally(() => former.application.process.kill('SIGCONT'))
    await until('the load runs', () => load.traffic.changed > 20)
    await load.stop()
    const judged = await verdict(deployment.postgres)
    assert.deepEqual(judged, faultless(judged.events))
  })

  test('PostgreSQL away for a while under load loses nothing and gives nothing up', async ({
    assert,
  }) => {
    const clients = await newClients(deployment.postgres, 5)
    const load = new Load(clients, webs(deployment))
    await until('the load runs', () => load.traffic.changed > 30)
    await deployment.postgres.crash()
    const before = load.traffic.failures.length
    await until('requests fail', () => load.traffic.failures.length > before + 20)
    await deployment.postgres.process.start()
    const changed = load.traffic.changed
    await until('changes are made again', () => load.traffic.changed > changed + 30)
    await load.stop()
    const judged = await verdict(deployment.postgres)
    assert.deepEqual(judged, faultless(judged.events))
  })

  test('a rolling restart of both web processes under load fails no request', async ({
    assert,
  }) => {
    const { replicas, balancer, postgres } = deployment
    const load = new Load(await newClients(postgres, 5), [balancer.url])
    await until('the load runs', () => load.traffic.changed > 30)
    for (const web of [replicas.web1, replicas.web2]) {
      await web.restart()
      await until('both are ready', () => balancer.readyPorts.length === 2)
    }
    const changed = load.traffic.changed
    await until('changes are made afterwards', () => load.traffic.changed > changed + 30)
    assert.deepEqual((await load.stop()).failures, [])
    const judged = await verdict(postgres)
    assert.deepEqual(judged, faultless(judged.events))
  })
})
