import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { accountContents } from '#app/identity/account_list'
import { deleteAccount } from '#app/identity/actions/delete_account'
import { commandActor } from '#app/shared/actor'
import { database } from '#app/shared/database'

export default class UsersDelete extends AccountCommand {
  static commandName = 'users:delete'
  static description = 'Delete an account and everything of it, for good'

  @args.string({ description: 'Mail address' })
  declare email: string

  @flags.boolean({ description: 'Only say what would go' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  async run() {
    const user = await this.account(this.email)
    await this.sayWhatGoes(user)
    if (this.dryRun) {
      this.logger.info('Dry run: nothing was deleted.')
      return
    }
    const question = `Delete ${user.email} and all of this for good?`
    if (!(await this.confirmed(question, this))) {
      this.logger.info('Nothing was deleted.')
      return
    }
    await deleteAccount(commandActor(UsersDelete.commandName), user.id)
    this.logger.success(`${user.email} is deleted.`)
  }

  private async sayWhatGoes({ id, email }: { id: string; email: string }) {
    const contents = await accountContents(database(), id)
    this.logger.log(`With ${email} go:`)
    const table = this.ui.table().head(['What', 'Rows'])
    table.row(['the account', '1'])
    for (const { what, rows } of contents) table.row([what, String(rows)])
    table.render()
  }
}
