import { Writable } from 'node:stream'
import { test } from '@japa/runner'
import { pino } from 'pino'
import loggerConfig from '#config/logger'

test.group('Log', () => {
  test('an error of the database is logged without the row that it quotes', ({ assert }) => {
    let log = ''
    const screen = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk)
        done()
      },
    })
    const error = Object.assign(new Error('new row violates check constraint'), {
      code: '23514',
      detail: 'Failing row contains (1, A secret plan).',
    })
    const { redact } = loggerConfig.loggers.app
    pino({ redact }, screen).child({ request_id: 'r' }).error({ err: error }, 'request failed')
    assert.notInclude(log, 'A secret plan')
    assert.include(log, '23514')
  })
})
