import { eraseEntries } from '#app/audit/erase_entries'
import { storeEntry } from '#app/audit/store_entry'
import { type Consumer, defineConsumer, DONE } from '#app/messaging/consumer'

/** Stores every event of the topic, whatever it is: the auditor never skips. */
export const auditor = defineConsumer({
  name: 'auditor',
  role: 'auditor',
  topic: 'task-events',
  handles: 'all',
  async handler(event, { trx }) {
    await storeEntry(trx, event)
    if (event.event_type !== 'account.deleted') return DONE
    return (await eraseEntries(trx, event.user_id))
      ? DONE
      : { outcome: 'retry', reason: 'a large trail is erased in several turns' }
  },
})

export const auditConsumers: readonly Consumer[] = [auditor]
