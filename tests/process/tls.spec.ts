import { test } from '@japa/runner'
import { freePort } from '#app/platform/free_port'
import { freshDatabase } from '#tests/support/database'
import { TaskflowProcess } from '#tests/support/taskflow_process'

test.group('Behind TLS', () => {
  test('cookies are Secure and browsers are asked to insist on TLS, and without TLS neither', async ({
    assert,
  }) => {
    const env = {
      DATABASE_URL: await freshDatabase(),
      APP_KEY: 'k'.repeat(32),
      TRUST_PROXY: 'true',
    }
    const answers = [{ APP_URL: 'https://tasks.example.org' }, {}].map(async (more) => {
      const port = String(await freePort())
      await new TaskflowProcess({ env: { ...env, ...more, PORT: port } }).ready()
      return fetch(`http://127.0.0.1:${port}/sign-up`, {
        headers: { 'x-forwarded-proto': 'https' },
      })
    })
    const [secure, plain] = await Promise.all(answers)
    assert.equal(secure!.headers.get('strict-transport-security'), 'max-age=31536000')
    assert.isNotEmpty(secure!.headers.getSetCookie())
    for (const cookie of secure!.headers.getSetCookie()) assert.match(cookie, /; Secure/i)
    assert.isNull(plain!.headers.get('strict-transport-security'))
    for (const cookie of plain!.headers.getSetCookie()) assert.notMatch(cookie, /; Secure/i)
  })
})
