import { randomUUID } from 'node:crypto'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import { faultless, verdict } from '#tests/scenarios/checker'
import { leader, otherLeader, webs } from '#tests/scenarios/deployment'
import { changeMany, Load } from '#tests/scenarios/load'
import { until } from '#tests/support/until'
import { ace, lags } from './harness/administration.js'
import { type Client, newClients } from './harness/client.js'
import { cluster } from './harness/shared.js'

const KAFKA_DOWN_MS = 10_000
const POSTGRES_DOWN_MS = 20_000

/** Clients at work until the test has done what it does; everything that was committed has arrived once, in order. */
async function underLoad(bases: readonly string[], disturb: (load: Load) => Promise<void>) {
  const load = new Load(await newClients(cluster().postgres, 5), bases)
  try {
    await until('the load runs', () => load.traffic.changed > 30)
    await disturb(load)
    const changed = load.traffic.changed
    await until('changes are made afterwards', () => load.traffic.changed > changed + 30)
  } finally {
    await load.stop()
  }
  return load.traffic
}

/** Users one of whose events was replayed, and so came after later ones. */
const replayed: string[] = []

/** Nothing was lost, doubled, reordered or given up so far. */
async function assertFaultless(assert: Assert) {
  const judged = await verdict(cluster().postgres, replayed)
  assert.deepEqual(judged, faultless(judged.events))
  return judged
}

const lasting = (ms: number) => {
  const since = performance.now()
  return until('the outage is over', () => performance.now() - since > ms, 60)
}

test.group('Events on Dapr and Kafka', (group) => {
  group.each.teardown(async () => {
    await cluster().postgres.query('DELETE FROM probe_faults')
  })

  test('1,000 mixed changes by 20 users in two web processes are audited, in order per user', async ({
    assert,
  }) => {
    const clients = await newClients(cluster().postgres, 20)
    const traffic = await changeMany(clients, webs(cluster()), 50)
    assert.deepEqual(traffic, { changed: 1000, failures: [] })
    const { events } = await assertFaultless(assert)
    assert.isAtLeast(events, 1000)
  })

  test('replaying a whole topic from the beginning changes nothing', async ({ assert }) => {
    const { kafka, replicas } = cluster()
    const before = await assertFaultless(assert)
    await replicas.auditor.stop()
    await replicas.recurrer.stop()
    const admin = kafka.client().admin()
    await admin.connect()
    for (const groupId of ['auditor', 'recurrer']) {
      await admin.resetOffsets({ groupId, topic: 'task-events', earliest: true })
    }
    await admin.disconnect()
    await replicas.auditor.start()
    await replicas.recurrer.start()
    await until('both have read to the end again', async () => {
      const left = await lags(cluster().kafka, ['auditor', 'recurrer'], 'task-events')
      return left.every((lag) => lag === 0)
    })
    assert.deepEqual(await assertFaultless(assert), before)
  })

  test('100 parallel completions of one task are one event', async ({ assert }) => {
    const [client] = (await newClients(cluster().postgres, 1)) as [Client]
    const [one, other] = webs(cluster())
    const made = await client.send(one, 'POST', '/tasks', { title: 'Once' })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        client.send(n % 2 ? one : other, 'POST', `/tasks/${made.body.id}/complete`)
      )
    )
    assert.isTrue(answers.every(({ status }) => status === 200))
    const events = await cluster().postgres.query(
      `SELECT 1 AS one FROM events WHERE task_id = $1 AND event_type = 'task.completed'`,
      [made.body.id]
    )
    assert.lengthOf(events, 1)
  })

  test('kill -9 of the leader, of a consumer and of a sidecar under load loses and doubles nothing', async ({
    assert,
  }) => {
    const { replicas } = cluster()
    await underLoad(webs(cluster()), async () => {
      const former = await leader(cluster())
      await former.kill()
      await otherLeader(cluster(), former)
      await Promise.all([replicas.auditor.kill(), former.start()])
      await replicas.auditor.start()
      replicas.recurrer.application.process.kill()
      await replicas.recurrer.application.process.exited
      await replicas.recurrer.start()
      const leading = await until('one leads', () => leader(cluster()).catch(() => undefined))
      const { sidecar } = leading === replicas.web1 ? replicas.web1 : replicas.web2
      sidecar.process.kill()
      await sidecar.process.exited
      await sidecar.process.start()
    })
    await assertFaultless(assert)
  })

  test('Kafka killed and away for 10 s under load fails no request and loses and doubles nothing', async ({
    assert,
  }) => {
    const { kafka } = cluster()
    const traffic = await underLoad(webs(cluster()), async () => {
      kafka.process.kill()
      await lasting(KAFKA_DOWN_MS)
      await kafka.process.start()
    })
    assert.deepEqual(traffic.failures, [])
    await assertFaultless(assert)
  })

  test('PostgreSQL away for 20 s under load loses and doubles nothing, and gives nothing up', async ({
    assert,
  }) => {
    const { postgres } = cluster()
    await underLoad(webs(cluster()), async () => {
      await postgres.crash()
      await lasting(POSTGRES_DOWN_MS)
      await postgres.process.start()
    })
    await assertFaultless(assert)
  })

  test('without Dapr from the start requests succeed, and the events follow when it comes', async ({
    assert,
  }) => {
    const { replicas, postgres } = cluster()
    const pair = [replicas.web1, replicas.web2]
    await Promise.all(pair.map(({ sidecar }) => sidecar.process.stop()))
    await Promise.all(pair.map(({ application }) => application.process.restart()))
    const [client] = (await newClients(postgres, 1)) as [Client]
    const made = await client.send(webs(cluster())[0], 'POST', '/tasks', { title: 'Early' })
    assert.equal(made.status, 201)
    await Promise.all(pair.map((each) => each.start()))
    await assertFaultless(assert)
  })

  test('a poison event is tried again, given up, the next go on, and replay works after the fix', async ({
    assert,
  }) => {
    const { postgres } = cluster()
    const [client] = (await newClients(postgres, 1)) as [Client]
    const [base] = webs(cluster())
    await postgres.query(`INSERT INTO probe_faults VALUES ('%Poison%')`)
    const poison = await client.send(base, 'POST', '/tasks', { title: 'Poison' })
    const next = await client.send(base, 'POST', '/tasks', { title: 'The next one' })
    await until('the next one is handled', () => probed(next.body.id))
    const letters = await postgres.query(
      "SELECT consumer, tries, event ->> 'task_id' AS task_id FROM dead_letters"
    )
    assert.deepEqual(letters, [{ consumer: 'probe-recurrer', tries: 5, task_id: poison.body.id }])
    assert.isUndefined(await probed(poison.body.id))

    await postgres.query('DELETE FROM probe_faults')
    await ace(cluster(), 'dead-letters:replay', '--all', '--consumer', 'probe-recurrer', '--force')
    replayed.push(client.userId)
    assert.isDefined(await probed(poison.body.id))
    assert.lengthOf(await postgres.query('SELECT 1 AS one FROM dead_letters'), 0)
  })

  test('the notifier gives up a poison event, too, and goes on', async ({ assert }) => {
    const { postgres } = cluster()
    const user = randomUUID()
    await postgres.query(`INSERT INTO probe_faults VALUES ('%poison-reminder%')`)
    for (const reminder of ['poison-reminder', 'good-reminder']) {
      await postgres.query(
        `INSERT INTO events (event_id, event_type, schema_version, topic, recorded_at, user_id, data, actor)
         VALUES (uuidv7(), 'reminder.due', 1, 'reminders', now(), $1, jsonb_build_object('reminder_id', $2::text), '{}')`,
        [user, reminder]
      )
    }
    await until('the good one is handled', async () => {
      const [found] = await postgres.query(
        `SELECT 1 AS one FROM probe_effects WHERE consumer = 'probe-notifier' AND user_id = $1`,
        [user]
      )
      return found
    })
    const letters = await postgres.query('SELECT consumer, tries FROM dead_letters')
    assert.deepEqual(letters, [{ consumer: 'probe-notifier', tries: 5 }])
    await postgres.query('DELETE FROM probe_faults')
    await ace(cluster(), 'dead-letters:replay', '--all', '--consumer', 'probe-notifier', '--force')
    replayed.push(user)
    await assertFaultless(assert)
  })

  test('a record that is no event is kept as a dead letter, and those after it go on', async ({
    assert,
  }) => {
    const { kafka, postgres } = cluster()
    const producer = kafka.client().producer()
    await producer.connect()
    for (let partition = 0; partition < 3; partition++) {
      await producer.send({ topic: 'task-events', messages: [{ partition, value: 'no event' }] })
    }
    await producer.disconnect()
    // Two roles have read them, but they are kept by their place in the topic: once.
    await until('all three are kept', async () => {
      const kept = await postgres.query<{ partition: number }>(
        `SELECT partition FROM dead_letters WHERE convert_from(record, 'UTF8') = 'no event'`
      )
      return new Set(kept.map(({ partition }) => partition)).size === 3
    })
    const clients = await newClients(postgres, 6)
    await changeMany(clients, webs(cluster()), 5)
    await assertFaultless(assert)
  })

  test('a rolling restart of both web processes under load fails no request', async ({
    assert,
  }) => {
    const { replicas, balancer } = cluster()
    const traffic = await underLoad([balancer.url], async () => {
      await replicas.web1.restart()
      await until('both are ready', () => balancer.readyPorts.length === 2)
      await replicas.web2.restart()
      await until('both are ready', () => balancer.readyPorts.length === 2)
    })
    assert.deepEqual(traffic.failures, [])
    await assertFaultless(assert)
  })

  test('events flow on while the scheduler is down', async ({ assert }) => {
    const { scheduler, postgres } = cluster()
    scheduler.process.kill()
    await scheduler.process.exited
    try {
      await postgres.query(
        `INSERT INTO job_effects (name, due_at, data) VALUES ('reminder-test-1', '2099-01-01', '{}')`
      )
      await changeMany(await newClients(postgres, 3), webs(cluster()), 10)
      await assertFaultless(assert)
      assert.lengthOf(await jobEffects(), 1)
    } finally {
      await scheduler.process.start()
    }
  })

  test('a forged call to a machine route is refused and has no effect', async ({ assert }) => {
    const { postgres, replicas } = cluster()
    const [event] = await postgres.query<{ event_id: string }>(
      'SELECT * FROM events ORDER BY position LIMIT 1'
    )
    const forged = { ...event, event_id: randomUUID() }
    for (const token of [undefined, 'wrong']) {
      const answer = await fetch(`${replicas.auditor.application.url}/events/task-events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents+json',
          ...(token && { 'dapr-api-token': token }),
        },
        body: JSON.stringify({ id: forged.event_id, data: forged }),
      })
      assert.equal(answer.status, 401)
    }
    const entries = await postgres.query('SELECT 1 AS one FROM audit_entries WHERE event_id = $1', [
      forged.event_id,
    ])
    assert.lengthOf(entries, 0)
  })

  test('the scheduler is told of the jobs that it missed when it is back', async () => {
    await until('it was told', async () => (await jobEffects()).length === 0, 60)
    await cluster().postgres.query(`INSERT INTO job_effects (name) VALUES ('reminder-test-1')`)
    await until('the job is cancelled', async () => (await jobEffects()).length === 0)
  })
})

function jobEffects() {
  return cluster().postgres.query('SELECT name FROM job_effects')
}

/** The effect of the probe on the event that made a task. */
async function probed(taskId: string) {
  const [effect] = await cluster().postgres.query(
    `SELECT 1 AS one FROM probe_effects JOIN events USING (event_id)
     WHERE task_id = $1 AND consumer = 'probe-recurrer'`,
    [taskId]
  )
  return effect
}
