import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { disableAccount, enableAccount } from '#app/identity/actions/disable_account'

export default class UsersDisable extends AccountCommand {
  static commandName = 'users:disable'
  static description = 'Lock an account out at once; its data stays. --enable lets it in again'

  @args.string({ description: 'Mail address' })
  declare email: string

  @flags.boolean({ description: 'Let the account in again' })
  declare enable: boolean

  async run() {
    const user = await this.account(this.email)
    if (this.enable) {
      await enableAccount(user.id)
      this.logger.success(
        `${user.email} can sign in again. Tokens were revoked and have to be made anew.`
      )
      return
    }
    const { sessions, tokens } = await disableAccount(user.id)
    this.logger.success(
      `${user.email} is locked out: ${count(sessions, 'session')} ended, ${count(tokens, 'token')} revoked.`
    )
  }
}

function count(number: number, what: string) {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
