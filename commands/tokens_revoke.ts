import { args } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { refusal } from '#app/shared/admin_command'
import { revokeTokenById } from '#app/identity/actions/api_tokens'
import { database } from '#app/shared/database'

export default class TokensRevoke extends AccountCommand {
  static commandName = 'tokens:revoke'
  static description = 'Revoke an API token; what uses it is refused from now on'

  @args.string({ description: 'Number of the token, as tokens:list shows it' })
  declare id: string

  async run() {
    const revoked = await revokeTokenById(database(), this.id)
    if (!revoked) {
      throw refusal(`There is no token ${this.id}. tokens:list EMAIL shows the ones of an account.`)
    }
    this.logger.success(`Token ${this.id} ("${revoked.name}") of ${revoked.email} is revoked.`)
  }
}
