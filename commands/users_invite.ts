import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { invite } from '#app/identity/actions/invite'

export default class UsersInvite extends AccountCommand {
  static commandName = 'users:invite'
  static description = 'Make an account and print the link with which its owner sets a password'

  @args.string({ description: 'Mail address' })
  declare email: string

  @flags.boolean({ description: 'Make it an administrator' })
  declare admin: boolean

  async run() {
    const { url, hours } = await invite({ email: this.email, isAdmin: this.admin })
    this.logger.success(
      `${this.email.trim()} is invited. Hand over this link; it works once, within ${hours / 24} days:`
    )
    this.logger.log(url)
  }
}
