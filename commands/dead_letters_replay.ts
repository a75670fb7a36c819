import { args, flags } from '@adonisjs/core/ace'
import { DeadLetterCommand } from '#app/messaging/dead_letter_admin_command'
import { foresee, replayAll, type ReplayReport } from '#app/messaging/dead_letter_admin_batch'
import { refusal } from '#app/shared/admin_command'
import { counted } from '#app/shared/text_table'

export default class DeadLettersReplay extends DeadLetterCommand {
  static commandName = 'dead-letters:replay'
  static description = 'Hand dead letters to their consumer once more, after the cause is mended'
  static help = [
    'Each goes to its own consumer alone, in the order of the events. What succeeds is no dead letter any more;',
    'what fails stays one.',
    '',
    '  {{ binaryName }} dead-letters:replay 12 13',
    '  {{ binaryName }} dead-letters:replay --all --consumer auditor --dry-run',
  ]

  @args.spread({ description: 'Numbers, as dead-letters:list shows them', required: false })
  declare ids: string[] | undefined

  @flags.boolean({ description: 'All those of --consumer or --topic' })
  declare all: boolean

  @flags.string({ description: 'With --all: whose' })
  declare consumer: string | undefined

  @flags.string({ description: 'With --all: those of this topic, such as task-events.dead' })
  declare topic: string | undefined

  @flags.boolean({ description: 'Only say what would happen' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  async run() {
    const { ids = [], all, consumer, topic } = this
    if (all && !consumer && !topic) {
      throw refusal('Say whose: --all --consumer NAME, or --all --topic TOPIC.')
    }
    const chosen = await this.chosen(ids, all, { consumer, topic })
    if (chosen.length === 0) return this.logger.info('There is no such dead letter.')
    if (this.dryRun) return this.foretell(chosen)
    const question = `Replay ${counted(chosen.length, 'dead letter')}?`
    if (!(await this.confirmed(question, this))) return this.logger.info('Nothing was replayed.')
    this.report(await replayAll(chosen, await this.consumers(), this.progress(chosen.length)))
  }

  private async foretell(ids: string[]) {
    for await (const { id, says } of foresee(ids, await this.consumers())) {
      this.logger.log(`${id}: ${says}`)
    }
    this.logger.info('Dry run: nothing was replayed.')
  }

  private report({ replayed, failures, untried }: ReplayReport) {
    for (const { id, says } of failures) this.logger.error(`${id}: ${says}`)
    if (untried > 0) this.logger.info(`${counted(untried, 'dead letter')} not tried after that.`)
    if (failures.length > 0) this.exitCode = 1
    this.logger.success(
      `${counted(replayed, 'dead letter')} replayed, ${failures.length + untried} left.`
    )
  }
}
