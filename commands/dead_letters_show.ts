import { args, flags } from '@adonisjs/core/ace'
import { findDeadLetter } from '#app/messaging/dead_letter_admin'
import { checkId, noSuchLetter } from '#app/messaging/dead_letter_admin_command'
import { letterAsText } from '#app/messaging/dead_letter_admin_text'
import { AdminCommand } from '#app/shared/admin_command'
import { database } from '#app/shared/database'

export default class DeadLettersShow extends AdminCommand {
  static commandName = 'dead-letters:show'
  static description = 'Show everything that is kept of a dead letter'

  @args.string({ description: 'Number of the dead letter, as dead-letters:list shows it' })
  declare id: string

  @flags.boolean({ description: 'As JSON; the record of a broker as base64' })
  declare json: boolean

  async run() {
    checkId(this.id)
    const letter = await findDeadLetter(database(), this.id)
    if (!letter) throw noSuchLetter(this.id)
    if (this.json) {
      return this.printJson({ ...letter, record: letter.record?.toString('base64') ?? null })
    }
    this.logger.log(letterAsText(letter))
  }
}
