import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { clean } from '#app/shared/cleaning'
import { database } from '#app/shared/database'

export default class MaintenanceClean extends BaseCommand {
  static commandName = 'maintenance:clean'
  static description = 'Remove rows that are over: sessions, links, tokens, limits'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Only say what would go' })
  declare dryRun: boolean

  async run() {
    const table = this.ui.table().head(['What', this.dryRun ? 'Would go' : 'Gone'])
    for await (const { what, rows } of clean(database(), { dryRun: this.dryRun })) {
      table.row([what, String(rows)])
    }
    table.render()
  }
}
