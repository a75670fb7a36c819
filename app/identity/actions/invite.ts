import { createAccount } from '#app/identity/actions/create_account'
import { createPasswordLink } from '#app/identity/actions/password_link'
import { EMAIL_MISTAKE } from '#app/identity/actions/sign_up'
import { readEmail } from '#app/identity/email_address'
import User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
import { invalid, invalidField } from '#app/shared/problem'

/** An account without password and the link to set one. Inviting again replaces the link. */
export async function invite({ email: text, isAdmin }: { email: string; isAdmin?: boolean }) {
  const email = readEmail(text)
  if (!email) throw invalid([EMAIL_MISTAKE])
  return inTransaction(async (trx) => {
    const known = await User.query({ client: trx })
      .whereRaw('lower(email) = lower(?)', [email])
      .forUpdate()
      .first()
    if (known?.disabledAt) {
      throw invalidField(
        'email',
        'disabled',
        `${email} is disabled. users:disable ${email} --enable lets them in.`
      )
    }
    if (known?.password) {
      throw invalidField(
        'email',
        'taken',
        `${email} has an account already. users:reset-password makes a new way in.`
      )
    }
    const user = known ?? (await createAccount(trx, { email, passwordHash: null, isAdmin }))
    return createPasswordLink(trx, user.id, 'invite')
  })
}
