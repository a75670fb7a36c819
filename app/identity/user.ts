import { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { DbAccessTokensProvider } from '@adonisjs/auth/access_tokens'

/** How every API token begins, so that people and secret scanners recognise one. */
export const TOKEN_PREFIX = 'tf_'
/** `auth_access_tokens.type`. */
export const TOKEN_TYPE = 'auth_token'

export const TOKEN_NAME_MAX = 100

export default class User extends BaseModel {
  @column({ isPrimary: true })
  declare id: string
  @column()
  declare email: string
  @column({ serializeAs: null })
  declare password: string | null
  @column()
  declare name: string
  @column()
  declare isAdmin: boolean
  /** IANA zone in which this person's days begin and end. */
  @column()
  declare timezone: string
  /** 0 = Sunday … 6 = Saturday. */
  @column()
  declare weekStart: number
  @column()
  declare theme: 'system' | 'light' | 'dark'
  @column.dateTime()
  declare disabledAt: DateTime | null
  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  static accessTokens = DbAccessTokensProvider.forModel(User, {
    prefix: TOKEN_PREFIX,
    type: TOKEN_TYPE,
    tokenSecretLength: 40,
  })
}
