import { flags } from '@adonisjs/core/ace'
import { type ConsumerStatus, consumerStatus } from '#app/messaging/consumer_status'
import { ConsumerCommand } from '#app/messaging/consumer_status_command'
import { holderOf } from '#app/messaging/outbox_status'
import { settings } from '#app/platform/settings'
import { database } from '#app/shared/database'
import { textTable } from '#app/shared/text_table'

export default class ConsumersStatus extends ConsumerCommand {
  static commandName = 'consumers:status'
  static description = 'Show how far each consumer is, who runs it, and what it could not handle'

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    const statuses = await consumerStatus(database(), await this.consumers())
    if (this.json) return this.printJson(statuses)
    if (statuses.length === 0) return this.logger.info('There is no consumer.')
    const isEmbedded = settings().platform === 'embedded'
    this.logger.log(
      textTable(COLUMNS, statuses, (status) => (isEmbedded ? runs(status) : stale(status)))
    )
    if (!isEmbedded) this.logger.info('Kafka keeps how far they are: kafka:lag shows it.')
  }
}

const number = (value: number | null) => (value === null ? '–' : String(value))

const COLUMNS = [
  { head: 'Consumer', of: ({ consumer }: ConsumerStatus) => consumer },
  { head: 'Role', of: ({ role }: ConsumerStatus) => role ?? '–' },
  { head: 'Topic', of: ({ topic }: ConsumerStatus) => topic ?? '–' },
  {
    head: 'Position',
    of: ({ position }: ConsumerStatus) => number(position),
    align: 'right' as const,
  },
  { head: 'Behind', of: ({ lag }: ConsumerStatus) => number(lag), align: 'right' as const },
  {
    head: 'Retrying',
    of: ({ retrying }: ConsumerStatus) => String(retrying),
    align: 'right' as const,
  },
  {
    head: 'Dead letters',
    of: (status: ConsumerStatus) => String(status.dead_letters),
    align: 'right' as const,
  },
]

function runs(status: ConsumerStatus) {
  const holder = holderOf(status.lease)
  return stale(status) ?? (holder ? `run by ${holder}` : 'run by nobody')
}

function stale({ role, consumer }: ConsumerStatus) {
  if (role) return undefined
  return `not in this release; its cursor keeps events: consumers:forget ${consumer}`
}
