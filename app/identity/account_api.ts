import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { accountToJson } from '#app/identity/account_export'
import {
  accountExample,
  accountSchema,
  exportExample,
  exportSchema,
} from '#app/identity/account_schemas'
import { deleteOwnAccount } from '#app/identity/actions/delete_account'
import { streamExport } from '#app/identity/stream_export'
import User from '#app/identity/user'
import { readBody } from '#app/shared/api_input'
import type { ApiRoute } from '#app/shared/api_route'
import { notFound } from '#app/shared/problem'

const PASSWORD_FIELD_MAX = 1000 // more than any password has; bounds what is hashed

const deleteBody = vine.create({ password: vine.string().maxLength(PASSWORD_FIELD_MAX) })

export const accountApiRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/me',
    name: 'readAccount',
    summary: 'Read the account',
    description: 'Whose token this is, and the zone in which their days begin and end.',
    tag: 'Account',
    ability: 'tasks:read',
    responses: {
      200: { description: 'The account.', schema: accountSchema, example: accountExample },
    },
    async handle(ctx) {
      return accountToJson(await owner(ctx))
    },
  },
  {
    method: 'DELETE',
    path: '/me',
    name: 'deleteAccount',
    summary: 'Delete the account',
    description:
      'Everything of it goes at once and for good, this token included. Asks for the password.',
    tag: 'Account',
    ability: 'admin',
    body: deleteBody,
    bodyExample: { password: 'correct horse battery staple' },
    responses: { 204: { description: 'The account is gone.' } },
    async handle(ctx) {
      const { password } = await readBody<{ password: string }>(ctx, deleteBody)
      await deleteOwnAccount(ctx.actor, await owner(ctx), password)
      ctx.response.noContent()
    },
  },
  {
    method: 'GET',
    path: '/me/export',
    name: 'exportAccount',
    summary: 'Export everything of the account',
    description:
      'One JSON document, sent while it is made: no secrets, hashes or ids of sessions in it.',
    tag: 'Account',
    ability: 'admin',
    responses: {
      200: { description: 'Everything.', schema: exportSchema, example: exportExample },
    },
    async handle(ctx) {
      streamExport(ctx, await owner(ctx))
    },
  },
]

async function owner(ctx: HttpContext): Promise<User> {
  const user = await User.find(ctx.actor.userId)
  if (!user) throw notFound('account')
  return user
}
