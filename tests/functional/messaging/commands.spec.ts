import { test } from '@japa/runner'
import { numberEvents } from '#app/messaging/number_events'
import { eventsBetween, followEvents } from '#app/messaging/event_tail'
import type { EventEnvelope } from '#app/messaging/event'
import { RETENTION_DAYS } from '#app/messaging/topics'
import { database, rows } from '#app/shared/database'
import { deliverAll, ProbeConsumer, recordedEvents } from '#tests/support/dead_letters'
import { connectionOfTest, leaseOfTest, recordFor } from '#tests/support/messaging'
import { makePerson } from '#tests/support/people'
import { runCommand } from '#tests/support/run_command'
import { until } from '#tests/support/until'
import ConsumersForget from '../../../commands/consumers_forget.js'
import ConsumersStatus from '../../../commands/consumers_status.js'
import EventsShow from '../../../commands/events_show.js'
import EventsTail from '../../../commands/events_tail.js'
import KafkaLag from '../../../commands/kafka_lag.js'
import KafkaTopics from '../../../commands/kafka_topics.js'
import OutboxStatus from '../../../commands/outbox_status.js'

const positionsIn = (text: string) =>
  [...text.matchAll(/^ *(\d+) \d{4}-/gm)].map(([, position]) => Number(position))

test.group('events:tail', () => {
  test('--no-follow prints the newest ten, a line each, and ends', async ({ assert }) => {
    const events = await recordedEvents(12)
    const { text, exitCode } = await runCommand(EventsTail, ['--no-follow'])
    assert.equal(exitCode, 0)
    assert.deepEqual(
      positionsIn(text),
      events.slice(2).map(({ position }) => position)
    )
    assert.match(text, / account\.deleted +\S+ .+ system$/m)
  })

  test('--since prints everything after a position, --json as envelopes', async ({ assert }) => {
    const events = await recordedEvents(8)
    const { lines } = await runCommand(EventsTail, ['--no-follow', '--since=5', '--json'])
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      events.slice(5)
    )
  })

  test('--user takes an address or an id, and shows nothing of others', async ({ assert }) => {
    const ada = await makePerson({ email: 'ada@example.org' })
    await recordFor(ada.id, 2)
    const events = await recordedEvents(3)
    const mine = events.filter((each) => each.user_id === ada.id).map(({ position }) => position)
    for (const user of ['ada@example.org', ada.id]) {
      const { text } = await runCommand(EventsTail, ['--no-follow', `--user=${user}`])
      assert.deepEqual(positionsIn(text), mine)
    }
  })

  test('follows: what is numbered later comes by itself, once and in order', async ({ assert }) => {
    await recordedEvents(3)
    const seen: EventEnvelope[] = []
    const ended = new AbortController()
    const following = followEvents({ after: 1, filter: {}, signal: ended.signal }, (event) =>
      seen.push(event)
    )
    await until('the first have come', () => seen.length === 2)
    await recordFor('00000000-0000-4000-8000-000000000001', 4)
    await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
    await rows(database(), 'NOTIFY taskflow_events_numbered')
    await until('the others have come', () => seen.length === 6)
    ended.abort()
    await following
    assert.deepEqual(
      seen.map(({ position }) => position),
      [2, 3, 4, 5, 6, 7]
    )
  })

  test('pages through many', async ({ assert }) => {
    await recordedEvents(1000)
    let last = 0
    for await (const { position } of eventsBetween(0, 1000, {})) {
      assert.equal(position, last + 1)
      last = position
    }
    assert.equal(last, 1000)
  })

  for (const [argv, sentence] of [
    ['--type=task.flown', 'There is no event task.flown'],
    ['--since=yesterday', 'yesterday is no position'],
    ['--user=nobody@example.org', 'There is no account nobody@example.org'],
  ] as const) {
    test(`refuses with a sentence and exit code 1: ${sentence}`, async ({ assert }) => {
      const { text, exitCode } = await runCommand(EventsTail, ['--no-follow', argv])
      assert.equal(exitCode, 1)
      assert.include(text, sentence)
    })
  }
})

test.group('events:show', () => {
  test('shows an event by id and by position, and what each consumer did', async ({ assert }) => {
    const [done, failing, idle, broken] = ['done', 'failing', 'idle', 'broken'].map(
      (name) => new ProbeConsumer(name)
    ) as [ProbeConsumer, ProbeConsumer, ProbeConsumer, ProbeConsumer]
    const [event] = await recordedEvents(1)
    failing.broken = broken.broken = () => true
    await deliverAll(done, [event!])
    await deliverAll(broken, [event!])
    await deliverAll(failing, [event!], 2)
    const consumers = [done, failing, idle, broken].map(({ consumer }) => consumer)
    for (const key of [event!.event_id, '1']) {
      const { text } = await runCommand(EventsShow, [key], { consumers })
      assert.include(text, `"event_id": "${event!.event_id}"`)
      assert.match(text, /Published +no: it waits for the broker/)
      assert.match(text, /done +handled 20/)
      assert.match(text, /failing +failed 2 of 5 times, goes on: Error: it does not fit$/m)
      assert.match(text, /idle +not handled yet/)
      assert.match(text, /broken +given up .+: dead letter \d+/)
    }
  })

  test('says of one that is not there for how long they are kept', async ({ assert }) => {
    const { text, exitCode } = await runCommand(EventsShow, ['4711'], { consumers: [] })
    assert.equal(exitCode, 1)
    assert.include(text, `${RETENTION_DAYS} days`)
    const nonsense = await runCommand(EventsShow, ['the last'], { consumers: [] })
    assert.include(nonsense.text, 'neither an event id nor a position')
  })
})

test.group('outbox:status', () => {
  test('counts what waits, says since when and for whom, and who leads', async ({ assert }) => {
    const [event] = await recordedEvents(3)
    await recordFor(event!.user_id, 2)
    await rows(
      database(),
      `UPDATE leases SET holder = 'web-0 4711 x', expires_at = clock_timestamp() + interval '3 s'`
    )
    const { text } = await runCommand(OutboxStatus)
    assert.include(text, '5 (2 to be numbered, 3 to be published)')
    assert.match(text, /Last position +3$/m)
    assert.match(text, /Leader +process 4711 on web-0, epoch \d+, for [23]\.\d s/)
    assert.match(text, new RegExp(`${event!.user_id} +5 +\\d+ s`))
  })

  test('says that nobody leads', async ({ assert }) => {
    assert.match((await runCommand(OutboxStatus)).text, /Leader +nobody, and there was none yet/)
    await leaseOfTest('relay')
    await rows(
      database(),
      `UPDATE leases SET expires_at = clock_timestamp() - interval '10 minutes'`
    )
    assert.match((await runCommand(OutboxStatus)).text, /Leader +nobody since 10 min/)
  })

  test('--json is for programs', async ({ assert }) => {
    const { text } = await runCommand(OutboxStatus, ['--json'])
    assert.deepInclude(JSON.parse(text), { pending: 0, position: 0, leader: null, users: [] })
  })
})

test.group('consumers:status and consumers:forget', () => {
  const cursorAt = (consumer: string, position: number) =>
    rows(database(), 'INSERT INTO consumer_cursors VALUES (:consumer, :position)', {
      consumer,
      position,
    })

  test('shows how far each one is, who runs it, and what it could not handle', async ({
    assert,
  }) => {
    const probe = new ProbeConsumer()
    const events = await recordedEvents(5)
    probe.broken = () => true
    await deliverAll(probe, events.slice(0, 2))
    await deliverAll(probe, events.slice(2, 3), 1)
    await cursorAt('probe', 2)
    await leaseOfTest('consumer:probe')
    await rows(database(), `UPDATE leases SET holder = 'pod 12 x' WHERE name = 'consumer:probe'`)
    const { text } = await runCommand(ConsumersStatus, [], { consumers: [probe.consumer] })
    assert.match(text, /^probe +auditor +task-events +2 +3 +1 +2$/m)
    assert.include(text, 'run by process 12 on pod')
  })

  test('a cursor that the code has no consumer for is shown as such', async ({ assert }) => {
    await cursorAt('mailer', 3)
    const { text } = await runCommand(ConsumersStatus, [], { consumers: [] })
    assert.match(text, /^mailer +– +– +3/m)
    assert.include(text, 'consumers:forget mailer')
  })

  test('knows the consumers of every role', async ({ assert }) => {
    const { PARTS } = await import('#start/roles')
    const { text } = await runCommand(ConsumersStatus)
    for (const { name } of Object.values(PARTS).flatMap(({ consumers }) => consumers)) {
      assert.include(text, name)
    }
  })

  test('forget asks first, and a dry run changes nothing', async ({ assert }) => {
    await cursorAt('mailer', 3)
    const cursors = () => rows<object>(database(), 'SELECT * FROM consumer_cursors')
    const nobody = await runCommand(ConsumersForget, ['mailer'], { consumers: [] })
    assert.equal(nobody.exitCode, 1)
    assert.include(nobody.text, '--force')
    await runCommand(ConsumersForget, ['mailer', '--dry-run'], { consumers: [] })
    await runCommand(ConsumersForget, ['mailer'], {
      consumers: [],
      answer: (prompt) => prompt.trap('Forget how far mailer has read?').reject(),
    })
    assert.lengthOf(await cursors(), 1)
    await runCommand(ConsumersForget, ['mailer', '--force'], { consumers: [] })
    assert.lengthOf(await cursors(), 0)
  })

  test('forget refuses a consumer of this release, one that still runs, and one that is not there', async ({
    assert,
  }) => {
    const { consumer } = new ProbeConsumer()
    await cursorAt('probe', 3)
    await leaseOfTest('consumer:probe')
    const argv = ['probe', '--force']
    const present = await runCommand(ConsumersForget, argv, { consumers: [consumer] })
    assert.include(present.text, 'is a consumer of this release')
    const running = await runCommand(ConsumersForget, argv, { consumers: [] })
    assert.include(running.text, 'is still run')
    const none = await runCommand(ConsumersForget, ['nobody', '--force'], { consumers: [] })
    assert.include(none.text, 'There is no cursor of nobody')
    assert.deepEqual([present.exitCode, running.exitCode, none.exitCode], [1, 1, 1])
  })
})

test.group('kafka:topics and kafka:lag', () => {
  for (const command of [KafkaTopics, KafkaLag]) {
    test(`${command.commandName} says what to set when nobody said where Kafka is`, async ({
      assert,
    }) => {
      const { text, exitCode } = await runCommand(command)
      assert.equal(exitCode, 1)
      assert.include(text, 'set KAFKA_BROKERS')
    })
  }
})
