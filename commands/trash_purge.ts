import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { commandActor } from '#app/shared/actor'
import { database, inTransaction } from '#app/shared/database'
import { progressBar } from '#app/shared/progress_bar'
import { TRASH_KEPT_DAYS } from '#app/tasks/task'
import { countPurgeable, purgeTrash } from '#app/tasks/trash'

const BATCH_TASKS = 500 // a batch holds its locks for milliseconds

export default class TrashPurge extends BaseCommand {
  static commandName = 'trash:purge'
  static description = `Delete for good what has been in the trash for ${TRASH_KEPT_DAYS} days`
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Only say what would go' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  async run() {
    const count = await countPurgeable(database())
    this.logger.info(`${tasks(count)} in the trash for more than ${TRASH_KEPT_DAYS} days.`)
    if (this.dryRun) return this.logger.info('Dry run: nothing was deleted.')
    if (count === 0) return
    if (!(await this.confirmed(count))) return this.logger.info('Nothing was deleted.')
    this.logger.success(`${tasks(await this.purge(count))} deleted for good.`)
  }

  private async confirmed(count: number) {
    if (this.force) return true
    if (this.interactive) return this.prompt.confirm(`Delete ${tasks(count)} for good?`)
    this.logger.error('There is nobody to ask. Add --force to delete without being asked.')
    this.exitCode = 1
    return false
  }

  /** Whether somebody sits at the terminal who can be asked. */
  protected get interactive(): boolean {
    return process.stdin.isTTY === true
  }

  private async purge(count: number) {
    const show = progressBar(count)
    const actor = commandActor(TrashPurge.commandName)
    let gone = 0
    for (;;) {
      const batch = await inTransaction((trx) => purgeTrash(trx, actor, BATCH_TASKS))
      gone += batch
      if (batch > 0) show(gone)
      if (batch < BATCH_TASKS) return gone
    }
  }
}

function tasks(count: number) {
  return count === 1 ? '1 task' : `${count} tasks`
}
