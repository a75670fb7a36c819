import { test } from '@japa/runner'
import { deleteAccount } from '#app/identity/actions/delete_account'
import { consume } from '#app/messaging/consume'
import { defineConsumer } from '#app/messaging/consumer'
import { numberEvents } from '#app/messaging/number_events'
import { commandActor } from '#app/shared/actor'
import { database, rows } from '#app/shared/database'
import { connectionOfTest, leaseOfTest, numberedEvents } from '#tests/support/messaging'
import { makePerson } from '#tests/support/people'
import { giveTask } from '#tests/support/tasks'

test('with an account its dead letters go, and nobody handles them any more', async ({
  assert,
}) => {
  const [ada, ben] = [await makePerson(), await makePerson()]
  for (const person of [ada, ben]) await giveTask(person, 'Something private')
  await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
  const consumer = defineConsumer({
    name: 'probe',
    role: 'auditor',
    topic: 'task-events',
    handles: 'all',
    handler: async () => ({ outcome: 'dead_letter', reason: 'no' }),
  })
  for (const event of await numberedEvents()) await consume(consumer, event)

  await deleteAccount(commandActor('users:delete'), ada.id)

  const letters = await rows<{ user_id: string }>(database(), 'SELECT user_id FROM dead_letters')
  assert.deepEqual(letters, [{ user_id: ben.id }])
  const [event] = await numberedEvents()
  assert.deepEqual(await consume(consumer, event!), { outcome: 'done', repeated: true })
})
