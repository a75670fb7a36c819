import { args } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { refusal } from '#app/shared/admin_command'
import { createPasswordLink } from '#app/identity/actions/password_link'
import { inTransaction } from '#app/shared/database'

export default class UsersResetPassword extends AccountCommand {
  static commandName = 'users:reset-password'
  static description = 'Print a link with which an account sets a new password'

  @args.string({ description: 'Mail address' })
  declare email: string

  async run() {
    const user = await this.account(this.email)
    if (user.disabledAt) {
      throw refusal(
        `${user.email} is disabled. Let them in first: users:disable ${user.email} --enable`
      )
    }
    const { url, hours } = await inTransaction((trx) => createPasswordLink(trx, user.id, 'reset'))
    this.logger.success(`Hand this link to ${user.email}; it works once, within ${hours} hours:`)
    this.logger.log(url)
  }
}
