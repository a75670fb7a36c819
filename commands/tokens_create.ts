import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { refusal } from '#app/shared/admin_command'
import { createToken } from '#app/identity/actions/api_tokens'
import { TOKEN_NAME_MAX } from '#app/identity/user'
import { ABILITIES, type Ability } from '#app/shared/ability'

const HOUR_SECONDS = 60 * 60
const UNIT_SECONDS = { h: HOUR_SECONDS, d: 24 * HOUR_SECONDS, w: 7 * 24 * HOUR_SECONDS }
const LONGEST_SECONDS = 10 * 365 * 24 * HOUR_SECONDS

export default class TokensCreate extends AccountCommand {
  static commandName = 'tokens:create'
  static description = 'Make an API token and print it, alone on the last line'
  static help = [
    `Abilities: ${ABILITIES.join(', ')}. None implies another.`,
    '',
    '  {{ binaryName }} tokens:create ada@example.org --name dashboard --abilities tasks:read --expires 90d',
  ]

  @args.string({ description: 'Mail address' })
  declare email: string

  @flags.string({ description: 'What the token is for' })
  declare name: string | undefined

  @flags.string({ description: 'What it may do, separated by commas' })
  declare abilities: string | undefined

  @flags.string({ description: 'When it ends: 12h, 90d, 52w (default: never)' })
  declare expires: string | undefined

  async run() {
    const user = await this.account(this.email)
    if (user.disabledAt) throw refusal(`${user.email} is disabled: a token would open nothing.`)
    const token = {
      name: this.tokenName(),
      abilities: this.tokenAbilities(),
      expiresInSeconds: this.lifetime(),
    }
    const text = await createToken(user, token)
    this.logger.success(
      `Token "${token.name}" for ${user.email} may ${token.abilities.join(', ')}. It is not shown again:`
    )
    this.logger.log(text)
  }

  private tokenName(): string {
    const name = this.name?.trim()
    if (!name) throw refusal('Give the token a name that says what it is for: --name dashboard')
    if (name.length > TOKEN_NAME_MAX) {
      throw refusal(`The name is too long. Use at most ${TOKEN_NAME_MAX} characters.`)
    }
    return name
  }

  private tokenAbilities(): Ability[] {
    const given = (this.abilities ?? '')
      .split(',')
      .map((ability) => ability.trim())
      .filter(Boolean)
    if (given.length === 0) {
      throw refusal(`Say what the token may do: --abilities ${ABILITIES.slice(0, 2).join(',')}`)
    }
    const unknown = given.find((ability) => !isAbility(ability))
    if (unknown) {
      throw refusal(`There is no ability ${unknown}. There are: ${ABILITIES.join(', ')}.`)
    }
    return [...new Set(given.filter(isAbility))]
  }

  private lifetime(): number | null {
    if (!this.expires) return null
    const [, number, unit] = /^([1-9]\d{0,4})([hdw])$/.exec(this.expires) ?? []
    const seconds = Number(number) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS]
    if (seconds <= LONGEST_SECONDS) return seconds
    throw refusal(
      `${this.expires} is not a time until the end. Write hours, days or weeks, at most ten years: 12h, 90d, 52w`
    )
  }
}

function isAbility(text: string): text is Ability {
  return (ABILITIES as readonly string[]).includes(text)
}
