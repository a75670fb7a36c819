import { text } from 'node:stream/consumers'
import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { refusal } from '#app/shared/admin_command'
import { createPerson } from '#app/identity/actions/create_person'
import { passwordMistake } from '#app/identity/password'

export default class UsersCreate extends AccountCommand {
  static commandName = 'users:create'
  static description = 'Make an account. Asks for the password unless --password gives it'
  static help = [
    'The first account of all is an administrator.',
    '',
    '  {{ binaryName }} users:create ada@example.org --admin',
    '  echo "$PASSWORD" | {{ binaryName }} users:create ada@example.org --password -',
  ]

  @args.string({ description: 'Mail address' })
  declare email: string

  @flags.boolean({ description: 'Make it an administrator' })
  declare admin: boolean

  @flags.string({
    description: 'The password, or - to read it from standard input',
    allowEmptyValue: true,
  })
  declare password: string | undefined

  @flags.string({ description: 'Name to be called by' })
  declare name: string | undefined

  @flags.string({ description: 'IANA time zone, such as Europe/Paris (default: UTC)' })
  declare timezone: string | undefined

  async run() {
    const { email, name, timezone, admin: isAdmin } = this
    const user = await createPerson({
      email,
      password: await this.givenPassword(),
      name,
      timezone,
      isAdmin,
    })
    this.logger.success(
      `${user.email} can sign in${user.isAdmin ? ' and is an administrator' : ''}.`
    )
  }

  private async givenPassword(): Promise<string> {
    if (this.password === '-' || this.dashFollows()) {
      const piped = await text(process.stdin)
      return piped.replace(/\r?\n$/, '')
    }
    if (this.password) return this.password
    if (!this.interactive) {
      throw refusal(
        'There is nobody to ask for the password. Give it with --password, or pipe it in with --password -'
      )
    }
    const password = await this.prompt.secure('Password', {
      validate: (given) => passwordMistake(given, this.email)?.message ?? true,
    })
    const again = await this.prompt.secure('The same again')
    if (again !== password) throw refusal('The two passwords differ. No account was made.')
    return password
  }

  /** The parser takes the lone dash of `--password -` for an argument. */
  private dashFollows() {
    return this.password === '' && this.parsed._.includes('-')
  }
}
