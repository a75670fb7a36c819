import { AccountCommand } from '#app/identity/account_command'
import { listAccounts } from '#app/identity/account_list'
import { database } from '#app/shared/database'

export default class UsersList extends AccountCommand {
  static commandName = 'users:list'
  static description = 'List the accounts'

  async run() {
    const accounts = await listAccounts(database())
    if (accounts.length === 0) {
      this.logger.info(
        'There is no account yet. Make one with users:create EMAIL, or sign up in the browser.'
      )
      return
    }
    const table = this.ui
      .table()
      .head(['Email', 'Name', 'Role', 'State', 'Time zone', 'Made', 'Last seen'])
    for (const { email, name, isAdmin, state, timezone, createdOn, lastSeenOn } of accounts) {
      table.row([
        email,
        name || '–',
        isAdmin ? 'admin' : 'user',
        state,
        timezone,
        createdOn,
        lastSeenOn ?? '–',
      ])
    }
    table.render()
  }
}
