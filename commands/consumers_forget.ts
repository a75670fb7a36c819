import { args, flags } from '@adonisjs/core/ace'
import { forgetCursor, staleCursor } from '#app/messaging/consumer_status'
import { ConsumerCommand } from '#app/messaging/consumer_status_command'
import { holderOf } from '#app/messaging/outbox_status'
import { refusal } from '#app/shared/admin_command'
import { database } from '#app/shared/database'

export default class ConsumersForget extends ConsumerCommand {
  static commandName = 'consumers:forget'
  static description = 'Remove the cursor of a consumer that the code no longer has'
  static help = ['Until then no event after it is cleaned away.']

  @args.string({ description: 'Name, as consumers:status shows it' })
  declare name: string

  @flags.boolean({ description: 'Only say what would go' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  async run() {
    const { name } = this
    const known = await this.consumers()
    if (known.some((consumer) => consumer.name === name)) {
      throw refusal(`${name} is a consumer of this release: only those that are no more can go.`)
    }
    const status = await staleCursor(database(), name, known)
    if (!status) throw refusal(`There is no cursor of ${name}. consumers:status shows them.`)
    const holder = holderOf(status.lease)
    if (holder) throw refusal(`${name} is still run, by ${holder}, of another release: end it.`)
    this.logger.info(
      `${name} has read up to position ${status.position}, ${status.lag} behind the newest event.`
    )
    if (this.dryRun) return this.logger.info('Dry run: nothing was removed.')
    if (!(await this.confirmed(`Forget how far ${name} has read?`, this))) {
      return this.logger.info('Nothing was removed.')
    }
    await forgetCursor(database(), name)
    this.logger.success(`The cursor of ${name} is gone.`)
    if (status.dead_letters > 0) {
      this.logger.info(`Dead letters of it are left: dead-letters:discard --all --consumer ${name}`)
    }
  }
}
