import { userOfEmail } from '#app/identity/actions/sign_in'
import type User from '#app/identity/user'
import { AdminCommand, refusal } from '#app/shared/admin_command'

/** What the commands about accounts share. */
export abstract class AccountCommand extends AdminCommand {
  /** The account of an address, or a refusal. */
  protected async account(email: string): Promise<User> {
    const user = await userOfEmail(email)
    if (!user) {
      throw refusal(`There is no account with the address ${email}. users:list shows them all.`)
    }
    return user
  }
}
