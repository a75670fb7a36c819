import { args, flags } from '@adonisjs/core/ace'
import { discardAll } from '#app/messaging/dead_letter_admin_batch'
import { countOfConsumer } from '#app/messaging/dead_letter_admin'
import { DeadLetterCommand } from '#app/messaging/dead_letter_admin_command'
import { database } from '#app/shared/database'
import { counted } from '#app/shared/text_table'

const AUDITOR = 'auditor'

export default class DeadLettersDiscard extends DeadLetterCommand {
  static commandName = 'dead-letters:discard'
  static description = 'Drop dead letters for good: their events count as handled'

  @args.spread({ description: 'Numbers, as dead-letters:list shows them', required: false })
  declare ids: string[] | undefined

  @flags.boolean({ description: 'All of them, or those of --consumer or --topic' })
  declare all: boolean

  @flags.string({ description: 'With --all: only those of this consumer' })
  declare consumer: string | undefined

  @flags.string({ description: 'With --all: only those of this topic, such as task-events.dead' })
  declare topic: string | undefined

  @flags.boolean({ description: 'Only say what would go' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  async run() {
    const { ids = [], all, consumer, topic } = this
    const chosen = await this.chosen(ids, all, { consumer, topic })
    if (chosen.length === 0) return this.logger.info('There is no such dead letter.')
    await this.warn(chosen)
    const what = counted(chosen.length, 'dead letter')
    if (this.dryRun) return this.logger.info(`Dry run: ${what} would go. Nothing was discarded.`)
    if (!(await this.confirmed(`Discard ${what} for good?`, this))) {
      return this.logger.info('Nothing was discarded.')
    }
    const gone = await discardAll(chosen, this.progress(chosen.length))
    this.logger.success(`${counted(gone, 'dead letter')} discarded.`)
  }

  private async warn(ids: string[]) {
    const audited = await countOfConsumer(database(), ids, AUDITOR)
    if (audited === 0) return
    this.logger.warning(
      `${counted(audited, 'letter')} of the auditor among them: the audit trail will lack what happened there.`
    )
  }
}
