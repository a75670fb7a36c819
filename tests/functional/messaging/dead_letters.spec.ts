import { test } from '@japa/runner'
import { consume } from '#app/messaging/consume'
import { keepDeadRecord } from '#app/messaging/dead_letters'
import { INBOX_DAYS } from '#app/messaging/inbox'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { database, rows } from '#app/shared/database'
import { travelTo } from '#tests/support/clock'
import { deliverAll, ProbeConsumer, recordedEvents } from '#tests/support/dead_letters'
import { runCommand } from '#tests/support/run_command'
import DeadLettersDiscard from '../../../commands/dead_letters_discard.js'
import DeadLettersList from '../../../commands/dead_letters_list.js'
import DeadLettersReplay from '../../../commands/dead_letters_replay.js'
import DeadLettersShow from '../../../commands/dead_letters_show.js'

interface Letter {
  id: string
  consumer: string | null
  event_id: string | null
  error: string
  tries: number
}

async function letters(): Promise<Letter[]> {
  return rows<Letter>(
    database(),
    'SELECT id::text AS id, consumer, event_id, error, tries FROM dead_letters ORDER BY dead_letters.id'
  )
}

/** Everything that a command could have changed. */
async function everything() {
  const tables = ['dead_letters', 'processed_events', 'event_failures', 'state_entries', 'events']
  return Promise.all(
    tables.map((table) =>
      rows<object>(database(), `SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)`)
    )
  )
}

const yes = (question: string) => (prompt: { trap(message: string): { accept(): unknown } }) =>
  prompt.trap(question).accept()

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))

/** A probe that gave up the events, and is mended; beside it one that handled all of them. */
async function givenUp(...counts: number[]) {
  const [probe, other] = [new ProbeConsumer(), new ProbeConsumer('other')]
  const events = await recordedEvents(...counts)
  probe.broken = () => true
  await deliverAll(probe, events)
  await deliverAll(other, events)
  probe.broken = () => false
  probe.seen.length = other.seen.length = 0
  const consumers = [probe.consumer, other.consumer]
  return { probe, other, events, consumers, ids: (await letters()).map(({ id }) => id) }
}

test.group('dead-letters:list and dead-letters:show', () => {
  test('list shows the newest first, with the first line of the error', async ({ assert }) => {
    const { ids } = await givenUp(2)
    const { text, lines } = await runCommand(DeadLettersList)
    assert.match(text, /ID +When .+ Consumer +Type +Event +Tries/)
    assert.match(text, /probe +account\.deleted .+ 5\n {4}Error: it does not fit\n/)
    assert.notInclude(text, 'the second line')
    assert.deepEqual(
      [...text.matchAll(/^ *(\d+) {2}/gm)].map(([, id]) => id),
      ids.toReversed()
    )
    for (const line of lines.flatMap((each) => each.split('\n'))) assert.isAtMost(line.length, 80)
  })

  test('list filters by consumer and type, and says when there is none', async ({ assert }) => {
    await givenUp(1)
    for (const [argv, found] of [
      [['--consumer=probe', '--type=account.deleted'], true],
      [['--consumer=other'], false],
      [['--type=task.created'], false],
    ] as const) {
      const { text } = await runCommand(DeadLettersList, [...argv])
      assert.equal(text.includes('it does not fit'), found, argv.join(' '))
      assert.equal(text.includes('no such dead letter'), !found, argv.join(' '))
    }
  })

  test('list --json is for programs', async ({ assert }) => {
    const { ids, events } = await givenUp(1)
    const { text } = await runCommand(DeadLettersList, ['--json'])
    const [letter] = JSON.parse(text)
    assert.deepInclude(letter, { id: ids[0], consumer: 'probe', event_id: events[0]!.event_id })
  })

  test('list stops at its limit and says how many there are', async ({ assert }) => {
    await givenUp(3)
    assert.include((await runCommand(DeadLettersList, ['--limit=2'])).text, '2 of 3')
    const refused = await runCommand(DeadLettersList, ['--limit=0'])
    assert.equal(refused.exitCode, 1)
  })

  test('show prints the envelope and the whole error', async ({ assert }) => {
    const { ids, events } = await givenUp(1)
    const { text } = await runCommand(DeadLettersShow, [ids[0]!])
    assert.include(text, 'at the second line')
    assert.include(text, JSON.stringify(events[0], null, 2).slice(0, 200))
  })

  test('show prints a record as text where it is text, else as base64', async ({ assert }) => {
    const place = { topic: 'task-events.dead', partition: 0, error: 'given up' }
    await keepDeadRecord(database(), { ...place, offset: '1', bytes: Buffer.from('{"half":') })
    await keepDeadRecord(database(), { ...place, offset: '2', bytes: Buffer.from([0, 255, 7]) })
    const [half, binary] = await letters()
    assert.include((await runCommand(DeadLettersShow, [half!.id])).text, '{"half":')
    const { text } = await runCommand(DeadLettersShow, [binary!.id])
    assert.include(text, 'base64 AP8H')
    assert.include(text, 'task-events.dead/0@2')
    assert.include(text, 'no: It is no JSON.')
  })

  for (const command of [DeadLettersShow, DeadLettersReplay, DeadLettersDiscard]) {
    test(`${command.commandName} of a letter that is not there says so and ends with 1`, async ({
      assert,
    }) => {
      const missing = await runCommand(command, ['4711'])
      assert.deepEqual(
        [missing.exitCode, missing.lines.length, missing.text.includes('no dead letter 4711')],
        [1, 1, true]
      )
      const nonsense = await runCommand(command, ['first'])
      assert.equal(nonsense.exitCode, 1)
      assert.include(nonsense.text, 'first is no dead letter')
    })
  }
})

test.group('dead-letters:replay', () => {
  test('replay runs that consumer alone, and the letter is gone', async ({ assert }) => {
    const { probe, other, events, consumers, ids } = await givenUp(1)
    const { text, exitCode } = await runCommand(DeadLettersReplay, [ids[0]!, '--force'], {
      consumers,
    })
    assert.equal(exitCode, 0)
    assert.include(text, '1 dead letter replayed, 0 left')
    assert.deepEqual(await probe.effects(), [events[0]!.event_id])
    assert.deepEqual(other.seen, [])
    assert.lengthOf(await letters(), 0)
  })

  test('what was replayed is not handled again by a later delivery', async ({ assert }) => {
    const { probe, events, consumers, ids } = await givenUp(1)
    await runCommand(DeadLettersReplay, [ids[0]!, '--force'], { consumers })
    assert.deepEqual(await consume(probe.consumer, events[0]!), { outcome: 'done', repeated: true })
    assert.lengthOf(await probe.effects(), 1)
  })

  test('replay --all goes in the order of the events', async ({ assert }) => {
    const { probe, events, consumers } = await givenUp(3, 2)
    await rows(
      database(),
      `UPDATE dead_letters SET event = jsonb_set(event, '{position}', to_jsonb(100 - (event->>'position')::int))`
    )
    await runCommand(DeadLettersReplay, ['--all', '--consumer=probe', '--force'], { consumers })
    assert.deepEqual(probe.seen, events.map(({ event_id }) => event_id).reverse())
  })

  test('a replay that fails leaves the dead letter, counts the try and says why', async ({
    assert,
  }) => {
    const { probe, events, consumers, ids } = await givenUp(3)
    probe.broken = ({ event_id: id }) => id === events[1]!.event_id
    probe.failure = new Error('still not')
    const { text, exitCode } = await runCommand(
      DeadLettersReplay,
      ['--all', '--consumer=probe', '--force'],
      { consumers }
    )
    assert.equal(exitCode, 1)
    assert.include(text, `${ids[1]}: probe failed again: Error: still not`)
    assert.include(text, '2 dead letters replayed, 1 left')
    const [left, ...none] = await letters()
    assert.deepInclude(left, { id: ids[1], tries: 6, error: 'Error: still not' })
    assert.lengthOf(none, 0)
    assert.sameMembers(await probe.effects(), [events[0]!.event_id, events[2]!.event_id])
  })

  test('a peer that is away ends the replay: the rest is not tried, the first error stays', async ({
    assert,
  }) => {
    const { probe, consumers } = await givenUp(3)
    probe.broken = () => true
    probe.failure = new PassingFailure('nobody is at home')
    const { text } = await runCommand(DeadLettersReplay, ['--all', '--consumer=probe', '--force'], {
      consumers,
    })
    assert.include(text, 'nobody is at home')
    assert.include(text, '2 dead letters not tried after that.')
    assert.lengthOf(probe.seen, 1)
    assert.isTrue((await letters()).every(({ error }) => error.startsWith('Error: it does not')))
  })

  test('two who replay the same letter have its effect once', async ({ assert }) => {
    const { probe, consumers, ids } = await givenUp(1)
    const replays = await Promise.all(
      Array.from({ length: 4 }, () =>
        runCommand(DeadLettersReplay, [ids[0]!, '--force'], { consumers })
      )
    )
    assert.lengthOf(await probe.effects(), 1)
    assert.lengthOf(await letters(), 0)
    assert.isAbove(replays.filter(({ exitCode }) => exitCode === 0).length, 0)
  })

  test('a dry run changes nothing and says who would get it', async ({ assert }) => {
    const { ids, consumers } = await givenUp(2)
    const before = await everything()
    const { text } = await runCommand(DeadLettersReplay, [...ids, '--dry-run'], { consumers })
    assert.include(text, `${ids[0]}: account.deleted would go to probe.`)
    assert.include(text, 'nothing was replayed')
    assert.deepEqual(await everything(), before)
  })

  test('replay asks first', async ({ assert }) => {
    const { ids, consumers } = await givenUp(1)
    const nobody = await runCommand(DeadLettersReplay, [ids[0]!], { consumers })
    assert.equal(nobody.exitCode, 1)
    assert.include(nobody.text, '--force')
    await runCommand(DeadLettersReplay, [ids[0]!], {
      consumers,
      answer: (prompt) => prompt.trap('Replay 1 dead letter?').reject(),
    })
    assert.lengthOf(await letters(), 1)
    await runCommand(DeadLettersReplay, [ids[0]!], {
      consumers,
      answer: yes('Replay 1 dead letter?'),
    })
    assert.lengthOf(await letters(), 0)
  })

  test('an event that is older than the inbox remembers is refused', async ({ assert }) => {
    const { probe, ids, events, consumers } = await givenUp(1)
    const then = Date.parse(events[0]!.timestamp) + (INBOX_DAYS * 24 + 1) * 60 * 60 * 1000
    await travelTo(new Date(then).toISOString())
    const { text, exitCode } = await runCommand(DeadLettersReplay, [ids[0]!, '--force'], {
      consumers,
    })
    assert.equal(exitCode, 1)
    assert.include(text, `more than ${INBOX_DAYS} days ago`)
    assert.lengthOf(await letters(), 1)
    assert.deepEqual(probe.seen, [])
  })

  test('a letter of a consumer that is no more is refused', async ({ assert }) => {
    const { other, ids } = await givenUp(1)
    const { text, exitCode } = await runCommand(DeadLettersReplay, [ids[0]!, '--force'], {
      consumers: [other.consumer],
    })
    assert.equal(exitCode, 1)
    assert.include(text, 'is not for the consumer probe of this release')
    assert.lengthOf(await letters(), 1)
  })

  for (const [argv, sentence] of [
    [[], 'Say which'],
    [['--all'], 'Say whose'],
    [['1', '--all', '--consumer=probe'], 'not both'],
  ] as const) {
    test(`replay ${argv.join(' ')} is refused: ${sentence}`, async ({ assert }) => {
      const { text, exitCode } = await runCommand(DeadLettersReplay, [...argv])
      assert.equal(exitCode, 1)
      assert.include(text, sentence)
    })
  }

  test('everything delivered again from the beginning after a replay changes nothing', async ({
    assert,
  }) => {
    const { probe, other, events, consumers } = await givenUp(4, 2)
    await runCommand(DeadLettersReplay, ['--all', '--consumer=probe', '--force'], { consumers })
    const before = await everything()
    await deliverAll(probe, events)
    await deliverAll(other, events)
    assert.deepEqual(await everything(), before)
  })
})

test.group('dead-letters:replay of a record of the broker', () => {
  const place = { topic: 'task-events.dead', partition: 0, error: 'given up' }

  test('one that is an event goes to every consumer of its topic that has not handled it', async ({
    assert,
  }) => {
    const [probe, other] = [new ProbeConsumer(), new ProbeConsumer('other')]
    const [event] = await recordedEvents(1)
    await deliverAll(other, [event!])
    other.seen.length = 0
    await keepDeadRecord(database(), {
      ...place,
      offset: '0',
      bytes: bytesOf({ specversion: '1.0', id: event!.event_id, data: event }),
    })
    const [letter] = await letters()
    const { exitCode } = await runCommand(DeadLettersReplay, [letter!.id, '--force'], {
      consumers: [probe.consumer, other.consumer],
    })
    assert.equal(exitCode, 0)
    assert.deepEqual([probe.seen, other.seen], [[event!.event_id], []])
    assert.lengthOf(await letters(), 0)
  })

  test('what one consumer cannot handle stays, and the others have it once', async ({ assert }) => {
    const [probe, other] = [new ProbeConsumer(), new ProbeConsumer('other')]
    const [event] = await recordedEvents(1)
    await keepDeadRecord(database(), { ...place, offset: '0', bytes: bytesOf(event) })
    const [letter] = await letters()
    const argv = [letter!.id, '--force']
    const consumers = [probe.consumer, other.consumer]
    other.broken = () => true
    const failed = await runCommand(DeadLettersReplay, argv, { consumers })
    assert.equal(failed.exitCode, 1)
    assert.include(failed.text, 'other failed again')
    assert.lengthOf(await letters(), 1)
    other.broken = () => false
    await runCommand(DeadLettersReplay, argv, { consumers })
    assert.lengthOf(probe.seen, 1)
    assert.lengthOf(await other.effects(), 1)
    assert.lengthOf(await letters(), 0)
  })

  test('one that is no event is refused with a sentence', async ({ assert }) => {
    await keepDeadRecord(database(), { ...place, offset: '0', bytes: Buffer.from('{"a":1}') })
    const [letter] = await letters()
    const { text, exitCode } = await runCommand(DeadLettersReplay, [letter!.id, '--force'], {
      consumers: [new ProbeConsumer().consumer],
    })
    assert.equal(exitCode, 1)
    assert.include(text, 'it is no event: event_id is not a UUID. dead-letters:discard drops it.')
    assert.lengthOf(await letters(), 1)
  })
})

test.group('dead-letters:discard', () => {
  test('discard asks first', async ({ assert }) => {
    const { ids } = await givenUp(2)
    const nobody = await runCommand(DeadLettersDiscard, ids)
    assert.equal(nobody.exitCode, 1)
    assert.include(nobody.text, '--force')
    await runCommand(DeadLettersDiscard, ids, {
      answer: (prompt) => prompt.trap('Discard 2 dead letters for good?').reject(),
    })
    assert.lengthOf(await letters(), 2)
    const answer = yes('Discard 2 dead letters for good?')
    assert.include((await runCommand(DeadLettersDiscard, ids, { answer })).text, '2 dead letters')
    assert.lengthOf(await letters(), 0)
  })

  test('a discarded event does not come back with a later delivery', async ({ assert }) => {
    const { probe, events } = await givenUp(2)
    await runCommand(DeadLettersDiscard, ['--all', '--force'])
    await deliverAll(probe, events)
    assert.deepEqual(probe.seen, [])
  })

  test('discard --dry-run changes nothing', async ({ assert }) => {
    await givenUp(2)
    const before = await everything()
    const { text } = await runCommand(DeadLettersDiscard, ['--all', '--dry-run'])
    assert.include(text, '2 dead letters would go')
    assert.deepEqual(await everything(), before)
  })

  test('discard --all --consumer leaves the letters of others', async ({ assert }) => {
    await givenUp(1)
    await keepDeadRecord(database(), {
      topic: 'reminders.dead',
      partition: 0,
      offset: '0',
      bytes: Buffer.from('x'),
      error: 'given up',
    })
    await runCommand(DeadLettersDiscard, ['--all', '--consumer=probe', '--force'])
    assert.deepEqual(
      (await letters()).map(({ consumer }) => consumer),
      [null]
    )
  })

  test('discarding a letter of the auditor warns that the trail will lack it', async ({
    assert,
  }) => {
    const auditor = new ProbeConsumer('auditor')
    auditor.broken = () => true
    await deliverAll(auditor, await recordedEvents(1))
    const { text } = await runCommand(DeadLettersDiscard, ['--all', '--dry-run'])
    assert.include(text, 'the audit trail will lack')
  })
})
