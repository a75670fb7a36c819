import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { userOfEmail } from '#app/identity/actions/sign_in'
import type User from '#app/identity/user'
import { Problem } from '#app/shared/problem'

/** What the commands about accounts share: a refusal is one sentence and exit code 1, never a stack. */
export abstract class AccountCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  async completed() {
    if (!(this.error instanceof Problem)) return false
    this.logger.error(this.error.message)
    this.exitCode = 1
    return true
  }

  /** The account of an address, or a refusal. */
  protected async account(email: string): Promise<User> {
    const user = await userOfEmail(email)
    if (!user) {
      throw refusal(`There is no account with the address ${email}. users:list shows them all.`)
    }
    return user
  }

  /** Whether somebody sits at the terminal who can be asked. */
  protected get interactive(): boolean {
    return process.stdin.isTTY === true
  }
}

/** Ends a command with a sentence that says what to do. */
export function refusal(message: string) {
  return new Problem(422, 'command_refused', message)
}
