import { flags } from '@adonisjs/core/ace'
import { AdminCommand } from '#app/shared/admin_command'
import { database } from '#app/shared/database'
import { counted } from '#app/shared/text_table'
import { countDueDates, type Progress, rebuildDueDates } from '#app/tasks/rebuild_due_dates'
import { rebuiltWith, setRebuiltWith, ZONE_DATA } from '#app/tasks/zone_data'

export default class RecurrenceRebuild extends AdminCommand {
  static commandName = 'recurrence:rebuild'
  static description = 'Work out again when active tasks are due, from their dates, times and zones'
  static help = [
    'Web does it by itself, once, when it starts with other zone data than the last time. What people see stays.',
  ]

  @flags.boolean({ description: 'Only say how many would change' })
  declare dryRun: boolean

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    const before = await rebuiltWith(database())
    const progress = await this.rebuild()
    if (!this.dryRun) await setRebuiltWith(database(), ZONE_DATA)
    if (this.json) return this.printJson(report(progress, before, this.dryRun))
    this.logger.info(`Zone data ${ZONE_DATA}; last rebuilt with ${before ?? 'none'}.`)
    const looked = `${counted(progress.lookedAt, 'due date')} looked at`
    if (this.dryRun) {
      this.logger.info(`${looked}, ${progress.changed} to change. Dry run: nothing was changed.`)
    } else this.logger.success(`${looked}, ${progress.changed} changed.`)
  }

  private async rebuild(): Promise<Progress> {
    const show = this.progress(await countDueDates(database()))
    let progress: Progress = { lookedAt: 0, changed: 0 }
    for await (progress of rebuildDueDates({ dryRun: this.dryRun })) show(progress.lookedAt)
    return progress
  }
}

function report({ lookedAt, changed }: Progress, before: string | null, dryRun = false) {
  return {
    zone_data: ZONE_DATA,
    zone_data_before: before,
    dry_run: dryRun,
    looked_at: lookedAt,
    changed,
  }
}
