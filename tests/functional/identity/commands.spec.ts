import { test } from '@japa/runner'
import type { BaseCommand } from '@adonisjs/core/ace'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import User from '#app/identity/user'
import { travelTo } from '#tests/support/clock'
import { makePerson, makeToken } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'
import MaintenanceClean from '../../../commands/maintenance_clean.js'
import TokensCreate from '../../../commands/tokens_create.js'
import TokensList from '../../../commands/tokens_list.js'
import TokensRevoke from '../../../commands/tokens_revoke.js'
import UsersCreate from '../../../commands/users_create.js'
import UsersDelete from '../../../commands/users_delete.js'
import UsersDisable from '../../../commands/users_disable.js'
import UsersInvite from '../../../commands/users_invite.js'
import UsersList from '../../../commands/users_list.js'
import UsersResetPassword from '../../../commands/users_reset_password.js'

const PASSWORD = 'a few plain words'

/** Runs a command with nobody, or with somebody who answers, at the terminal: what it said, line by line, and how it ended. */
async function run(
  command: typeof BaseCommand,
  argv: string[],
  answer?: (prompt: BaseCommand['prompt']) => unknown
) {
  ace.ui.switchMode('raw')
  const instance = await ace.create(command, argv)
  Object.defineProperty(instance, 'interactive', { value: answer !== undefined })
  answer?.(instance.prompt)
  await instance.exec()
  const lines = instance.ui.logger.getLogs().map(({ message }) => message)
  instance.ui.logger.flushLogs()
  return { lines, text: lines.join('\n'), exitCode: instance.exitCode }
}

test.group('Commands for accounts', () => {
  test('users:create makes an account; the first is an administrator', async ({ assert }) => {
    await run(UsersCreate, [
      'ada@example.org',
      `--password=${PASSWORD}`,
      '--timezone=Europe/Zurich',
    ])
    const { text, exitCode } = await run(UsersCreate, ['bob@example.org', `--password=${PASSWORD}`])
    assert.equal(exitCode, 0)
    assert.notInclude(text, PASSWORD)
    const [ada, bob] = await User.query().orderBy('id')
    assert.deepEqual([ada?.isAdmin, ada?.timezone, bob?.isAdmin], [true, 'Europe/Zurich', false])
    await new Visitor().signIn(ada!, PASSWORD)
  })

  test('users:create asks twice for the password when nobody gave it', async ({ assert }) => {
    const { exitCode } = await run(UsersCreate, ['ada@example.org'], (prompt) => {
      prompt
        .trap('Password')
        .assertFails('short', 'The password is too short. Use at least 10 characters.')
        .replyWith(PASSWORD)
      prompt.trap('The same again').replyWith(PASSWORD)
    })
    assert.equal(exitCode, 0)
    await new Visitor().signIn(await User.firstOrFail(), PASSWORD)
  })

  test('users:create makes no account when the two passwords differ', async ({ assert }) => {
    const { text, exitCode } = await run(UsersCreate, ['ada@example.org'], (prompt) => {
      prompt.trap('Password').replyWith(PASSWORD)
      prompt.trap('The same again').replyWith(`${PASSWORD}!`)
    })
    assert.equal(exitCode, 1)
    assert.include(text, 'The two passwords differ')
    assert.lengthOf(await User.all(), 0)
  })

  test('users:create --admin makes an administrator', async ({ assert }) => {
    await makePerson()
    await run(UsersCreate, ['ada@example.org', '--admin', `--password=${PASSWORD}`])
    assert.isTrue((await User.findByOrFail('email', 'ada@example.org')).isAdmin)
  })

  for (const [argv, sentence] of [
    [['nonsense', `--password=${PASSWORD}`], 'This is not a mail address'],
    [['ada@example.org', '--password=short'], 'The password is too short'],
    [
      ['TAKEN@example.org', `--password=${PASSWORD}`],
      'There is an account with this address already',
    ],
    [['ada@example.org', `--password=${PASSWORD}`, '--timezone=Mars'], 'Mars is not a time zone'],
  ] as const) {
    test(`users:create refuses with a sentence and exit code 1: ${sentence}`, async ({
      assert,
    }) => {
      await makePerson({ email: 'taken@example.org' })
      const { text, exitCode } = await run(UsersCreate, [...argv])
      assert.equal(exitCode, 1)
      assert.include(text, sentence)
      assert.lengthOf(await User.all(), 1)
    })
  }

  for (const command of [UsersDelete, UsersDisable, UsersResetPassword, TokensCreate, TokensList]) {
    test(`${command.commandName} of an unknown account says so and ends with 1`, async ({
      assert,
    }) => {
      const { text, exitCode } = await run(command, ['nobody@example.org'])
      assert.equal(exitCode, 1)
      assert.include(text, 'There is no account with the address nobody@example.org')
    })
  }

  test('users:list shows every account with its state', async ({ assert }) => {
    await makePerson({ email: 'ada@example.org', isAdmin: true })
    await makePerson({ email: 'bob@example.org', password: null })
    const { text } = await run(UsersList, [])
    for (const part of ['ada@example.org', 'admin', 'active', 'bob@example.org', 'invited']) {
      assert.include(text, part)
    }
  })

  test('users:disable locks out and --enable lets in again', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    await makeToken(user)
    const { text } = await run(UsersDisable, [user.email])
    assert.include(text, '1 session ended, 1 token revoked')
    assert.equal((await visitor.get('/settings/account')).location, '/sign-in')
    await run(UsersDisable, [user.email, '--enable'])
    await new Visitor().signIn(user)
  })

  test('users:delete --dry-run says what would go and deletes nothing', async ({ assert }) => {
    const user = await makePerson()
    await makeToken(user)
    const { text, exitCode } = await run(UsersDelete, [user.email, '--dry-run'])
    assert.equal(exitCode, 0)
    assert.include(text, 'auth access tokens')
    assert.include(text, 'nothing was deleted')
    assert.lengthOf(await User.all(), 1)
  })

  test('users:delete asks unless --force is given', async ({ assert }) => {
    const user = await makePerson()
    const refused = await run(UsersDelete, [user.email])
    assert.equal(refused.exitCode, 1)
    assert.include(refused.text, '--force')
    await run(UsersDelete, [user.email], (prompt) =>
      prompt.trap(`Delete ${user.email} and all of this for good?`).reject()
    )
    assert.lengthOf(await User.all(), 1)
    await run(UsersDelete, [user.email, '--force'])
    assert.lengthOf(await User.all(), 0)
  })

  test('users:invite prints a link that sets the first password', async ({ assert }) => {
    await makePerson()
    const { lines } = await run(UsersInvite, ['bob@example.org', '--admin'])
    const path = new URL(lines.at(-1) ?? '').pathname
    const answer = await new Visitor().submit(path, { password: PASSWORD })
    assert.equal(answer.location, '/today')
    assert.isTrue((await User.findByOrFail('email', 'bob@example.org')).isAdmin)
  })

  test('users:invite of somebody who has a password is refused', async ({ assert }) => {
    const { text, exitCode } = await run(UsersInvite, [(await makePerson()).email])
    assert.equal(exitCode, 1)
    assert.include(text, 'users:reset-password')
  })

  test('users:reset-password prints a link that sets a new one', async ({ assert }) => {
    const user = await makePerson()
    const { lines } = await run(UsersResetPassword, [user.email])
    const path = new URL(lines.at(-1) ?? '').pathname
    assert.equal(
      (await new Visitor().submit(path, { password: 'some other plain words' })).status,
      303
    )
    await new Visitor().signIn(user, 'some other plain words')
  })
})

test.group('Commands for tokens', () => {
  test('tokens:create prints a token that works, alone on its last line', async ({
    assert,
    client,
  }) => {
    const user = await makePerson()
    const { lines } = await run(TokensCreate, [
      user.email,
      '--name=cli',
      '--abilities=tasks:read, admin',
      '--expires=90d',
    ])
    assert.match(lines.at(-1) ?? '', /^tf_\S+$/)
    const response = await client.get('/api/me').header('authorization', `Bearer ${lines.at(-1)}`)
    response.assertStatus(200)
    const row = await db.from('auth_access_tokens').firstOrFail()
    assert.equal(row.abilities, '["tasks:read","admin"]')
    assert.closeTo(row.expires_at.getTime(), Date.now() + 90 * 24 * 60 * 60_000, 60_000)
  })

  for (const [argv, sentence] of [
    [['--abilities=tasks:read'], 'Give the token a name'],
    [['--name=cli'], 'Say what the token may do'],
    [['--name=cli', '--abilities=tasks:read,tasks:fly'], 'There is no ability tasks:fly'],
    [['--name=cli', '--abilities=tasks:read', '--expires=soon'], 'soon is not a time'],
    [['--name=cli', '--abilities=tasks:read', '--expires=9999w'], '9999w is not a time'],
  ] as const) {
    test(`tokens:create refuses with a sentence and exit code 1: ${sentence}`, async ({
      assert,
    }) => {
      const { text, exitCode } = await run(TokensCreate, [(await makePerson()).email, ...argv])
      assert.equal(exitCode, 1)
      assert.include(text, sentence)
      assert.lengthOf(await db.from('auth_access_tokens'), 0)
    })
  }

  test('tokens:list shows the tokens of an account and never their text', async ({ assert }) => {
    const user = await makePerson()
    const token = await makeToken(user, ['tasks:read'], { name: 'dashboard' })
    const { text } = await run(TokensList, [user.email])
    assert.include(text, 'dashboard')
    assert.include(text, 'tasks:read')
    assert.notInclude(text, token)
  })

  test('tokens:revoke ends a token at once', async ({ assert, client }) => {
    const token = await makeToken(await makePerson())
    const { id } = await db.from('auth_access_tokens').firstOrFail()
    const { exitCode } = await run(TokensRevoke, [String(id)])
    assert.equal(exitCode, 0)
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
    const again = await run(TokensRevoke, [String(id)])
    assert.equal(again.exitCode, 1)
    assert.include(again.text, `There is no token ${id}`)
  })
})

test.group('maintenance:clean', () => {
  test('what is over goes, what is in use stays; --dry-run only counts', async ({ assert }) => {
    await travelTo('2026-10-01T10:00:00Z')
    const user = await makePerson()
    await new Visitor().signIn(user)
    await run(UsersResetPassword, [user.email])
    await travelTo('2026-11-20T10:00:00Z')
    const here = await new Visitor().signIn(user)
    const sessions = async () => (await db.from('sessions').whereNotNull('user_id')).length

    const dry = await run(MaintenanceClean, ['--dry-run'])
    assert.match(dry.text, /expired links\W+1/)
    assert.equal(await sessions(), 2)
    await run(MaintenanceClean, [])
    assert.equal(await sessions(), 1)
    assert.lengthOf(await db.from('password_links'), 0)
    assert.equal((await here.get('/settings/account')).status, 200)
  })
})
