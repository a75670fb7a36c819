import { flags } from '@adonisjs/core/ace'
import { holderOf, outboxStatus, type OutboxStatus } from '#app/messaging/outbox_status'
import { AdminCommand } from '#app/shared/admin_command'
import { database } from '#app/shared/database'
import { roughly, textFields, textTable } from '#app/shared/text_table'

export default class OutboxStatusCommand extends AdminCommand {
  static commandName = 'outbox:status'
  static description = 'Show how far the relay is with the events, and who leads it'

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    const status = await outboxStatus(database())
    if (this.json) return this.printJson(status)
    this.logger.log(
      textFields([
        ['Waiting', waiting(status)],
        ['Oldest', status.pending > 0 ? `since ${roughly(status.oldest_seconds)}` : '–'],
        ['Jobs waiting', String(status.jobs)],
        ['Last position', String(status.position)],
        ['Leader', leader(status)],
      ])
    )
    if (status.users.length === 0) return
    this.logger.log('')
    this.logger.log(
      textTable(
        [
          { head: 'Users who wait most', of: (user) => user.user_id },
          { head: 'Events', of: (user) => String(user.waiting), align: 'right' },
          { head: 'Oldest', of: (user) => roughly(user.oldest_seconds), align: 'right' },
        ],
        status.users
      )
    )
  }
}

function waiting({ pending, unnumbered, unpublished }: OutboxStatus) {
  if (pending === 0) return '0'
  return `${pending} (${unnumbered} to be numbered, ${unpublished} to be published)`
}

function leader({ leader: lease }: OutboxStatus) {
  const holder = holderOf(lease)
  if (holder && lease) {
    return `${holder}, epoch ${lease.epoch}, for ${lease.seconds_left.toFixed(1)} s`
  }
  if (!lease) return 'nobody, and there was none yet: start a process with ROLE=web or all'
  return `nobody since ${roughly(-lease.seconds_left)}: start a process with ROLE=web or all`
}
