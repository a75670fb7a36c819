import type { HttpContext } from '@adonisjs/core/http'
import encryption from '@adonisjs/core/services/encryption'
import vine from '@vinejs/vine'
import { createToken, listTokens, revokeToken } from '#app/identity/actions/api_tokens'
import { orShowAgain, readForm, redirectWithNotice } from '#app/identity/pages/form'
import { momentWords } from '#app/identity/pages/words'
import { TOKEN_NAME_MAX } from '#app/identity/user'
import { ABILITIES, type Ability } from '#app/shared/ability'
import { database } from '#app/shared/database'
import { pageFrame } from '#app/shared/page_frame'
import type { Instant } from '#app/shared/time'
import { rules } from '#app/shared/vine_rules'

const DAY_SECONDS = 24 * 60 * 60
const SHOWN_FOR = '5 minutes' // from the making to the page that shows it

const form = vine.create({
  name: rules.line(TOKEN_NAME_MAX),
  abilities: vine.array(vine.enum(ABILITIES)).distinct().minLength(1),
  expires_in: vine.enum(['30', '90', '365', '']).optional(),
})
const MESSAGES = {
  'name.required': 'Give the token a name, such as what it is for.',
  'name.maxLength': `The name is too long. Use at most ${TOKEN_NAME_MAX} characters.`,
  'name.characters': 'The name is one line of plain text.',
  'abilities.required': 'Choose at least one thing the token may do.',
  'abilities.array.minLength': 'Choose at least one thing the token may do.',
  'abilities.*.enum': 'Choose from the list what the token may do.',
  'expires_in.enum': 'Choose one of the list.',
}
interface Form {
  name: string
  abilities: Ability[]
  expires_in?: string
}

export default class TokensController {
  async index(ctx: HttpContext) {
    const { userId, timezone } = ctx.actor
    const words = (instant: Instant | null) => instant && momentWords(instant, timezone)
    const tokens = await listTokens(database(), userId)
    ctx.response.header('cache-control', 'no-store')
    return ctx.view.render('settings/tokens', {
      ...(await pageFrame(ctx, 'settings')),
      newToken: encryption.decrypt(ctx.session.flashMessages.get('new_token'), PURPOSE),
      tokens: tokens.map(({ id, name, abilities, createdAt, lastUsedAt, expiresAt, expired }) => ({
        id,
        name,
        abilities,
        createdWords: words(createdAt),
        lastUsedWords: words(lastUsedAt),
        expiresWords: words(expiresAt),
        expired,
      })),
    })
  }

  store(ctx: HttpContext) {
    return orShowAgain(ctx, this.index.bind(this), async () => {
      const { name, abilities, expires_in: days } = await readForm<Form>(ctx, form, MESSAGES)
      const expiresInSeconds = days ? Number(days) * DAY_SECONDS : null
      const user = ctx.auth.use('web').getUserOrFail()
      const value = await createToken(user, { name, abilities, expiresInSeconds })
      // Encrypted: the session's row waits for the next page, and a token is nowhere kept as it is.
      ctx.session.flash('new_token', encryption.encrypt({ name, value }, SHOWN_FOR, PURPOSE))
      return redirectWithNotice(ctx, '/settings/tokens')
    })
  }

  async destroy(ctx: HttpContext) {
    const name = await revokeToken(database(), ctx.actor.userId, String(ctx.params.id))
    return redirectWithNotice(
      ctx,
      '/settings/tokens',
      name === undefined ? 'The token was revoked already.' : `${name} is revoked.`
    )
  }
}

const PURPOSE = 'new token'
