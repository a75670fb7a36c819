import { flags } from '@adonisjs/core/ace'
import { countDeadLetters, listDeadLetters } from '#app/messaging/dead_letter_admin'
import { lettersAsText } from '#app/messaging/dead_letter_admin_text'
import { AdminCommand, refusal } from '#app/shared/admin_command'
import { database } from '#app/shared/database'

const MOST = 10_000

export default class DeadLettersList extends AdminCommand {
  static commandName = 'dead-letters:list'
  static description = 'List events and records whose handling failed for good, newest first'

  @flags.string({ description: 'Only those of this consumer' })
  declare consumer: string | undefined

  @flags.string({ description: 'Only events of this type, such as task.created' })
  declare type: string | undefined

  @flags.string({ description: 'Only those of this topic, such as task-events.dead' })
  declare topic: string | undefined

  @flags.number({ description: 'How many at most', default: 20 })
  declare limit: number

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    if (!Number.isInteger(this.limit) || this.limit < 1 || this.limit > MOST) {
      throw refusal(`--limit is a whole number from 1 to ${MOST}.`)
    }
    const filter = { consumer: this.consumer, type: this.type, topic: this.topic }
    const letters = await listDeadLetters(database(), filter, this.limit)
    if (this.json) return this.printJson(letters)
    const count = await countDeadLetters(database(), filter)
    if (count === 0) return this.logger.info('There is no such dead letter.')
    this.logger.log(lettersAsText(letters, process.stdout.columns))
    if (count > letters.length) {
      this.logger.info(`${letters.length} of ${count}; --limit shows more.`)
    }
  }
}
