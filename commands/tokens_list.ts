import { args } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { listTokens } from '#app/identity/actions/api_tokens'
import { database } from '#app/shared/database'

export default class TokensList extends AccountCommand {
  static commandName = 'tokens:list'
  static description = 'List the API tokens of an account'

  @args.string({ description: 'Mail address' })
  declare email: string

  async run() {
    const user = await this.account(this.email)
    const tokens = await listTokens(database(), user.id)
    if (tokens.length === 0) {
      this.logger.info(`${user.email} has no token. tokens:create ${user.email} makes one.`)
      return
    }
    const table = this.ui.table().head(['ID', 'Name', 'Abilities', 'Made', 'Last used', 'Ends'])
    for (const { id, name, abilities, createdAt, lastUsedAt, expiresAt, expired } of tokens) {
      const ends = expiresAt ? `${day(expiresAt)}${expired ? ' (over)' : ''}` : 'never'
      table.row([
        id,
        name,
        abilities.join(', '),
        day(createdAt),
        lastUsedAt ? day(lastUsedAt) : 'never',
        ends,
      ])
    }
    table.render()
  }
}

function day(instant: string) {
  return instant.slice(0, 10)
}
