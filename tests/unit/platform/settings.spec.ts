import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import {
  readSettings,
  VARIABLES,
  type Environment,
  type GivenSettings,
} from '#app/platform/settings'

const APP_KEY = 'k'.repeat(32)
const TOKEN = 't'.repeat(16)
const DATABASE_URL = 'postgres://ada:s3cret@db.example.test:5432/tasks'

test.group('Settings', () => {
  test('an empty environment is complete', ({ assert }) => {
    assert.deepInclude(settingsOf({}), {
      host: '127.0.0.1',
      port: 3333,
      databaseUrl: undefined,
      registration: 'closed',
      logLevel: 'info',
      trustProxy: false,
      apiRateLimit: 1200,
      role: 'all',
      platform: 'embedded',
      dapr: { httpPort: 3500, grpcPort: 50_001, apiToken: undefined },
      appApiToken: undefined,
      metricsToken: undefined,
      kafkaBrokers: [],
      otelEndpoint: undefined,
    })
  })

  test('an empty value is no value', ({ assert }) => {
    assert.equal(settingsOf({ PORT: '', HOST: ' ' }).port, 3333)
  })

  test('{0}={1} is accepted')
    .with([
      ['HOST', '0.0.0.0'],
      ['HOST', '::1'],
      ['HOST', 'tasks.internal'],
      ['PORT', '0'],
      ['PORT', '65535'],
      ['APP_URL', 'https://tasks.example.org'],
      ['APP_URL', 'http://localhost:3333/'],
      ['REGISTRATION', 'open'],
      ['LOG_LEVEL', 'silent'],
      ['TRUST_PROXY', '10.0.0.0/8, loopback'],
      ['API_RATE_LIMIT', '0'],
      ['ROLE', 'auditor'],
      ['DAPR_HTTP_PORT', '3501'],
      ['DAPR_API_TOKEN', TOKEN],
      ['APP_API_TOKEN', TOKEN],
      ['METRICS_TOKEN', TOKEN],
      ['KAFKA_BROKERS', 'kafka-0.kafka:9092, 10.0.0.2:9092,[::1]:9092'],
      ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318/otlp'],
      ['APP_KEY', APP_KEY],
    ])
    .run(({ assert }, [name, value]) => {
      assert.deepEqual(mistakesOf({ [name!]: value }), [])
    })

  test('{0}={1} is a mistake that names the variable and the remedy')
    .with([
      ['HOST', 'not a host', 'use an address'],
      ['HOST', 'http://localhost', 'use an address'],
      ['PORT', '65536', 'use a whole number'],
      ['PORT', '-1', 'use a whole number'],
      ['PORT', '33.5', 'use a whole number'],
      ['PORT', '0x10', 'use a whole number'],
      ['DATABASE_DIRECT_URL', DATABASE_URL, 'without DATABASE_URL'],
      ['APP_KEY', 'k'.repeat(31), 'use at least 32'],
      ['APP_URL', 'tasks.example.org', 'use the address'],
      ['APP_URL', 'https://example.org/tasks', 'without a path'],
      ['APP_URL', 'ftp://example.org', 'use the address'],
      ['REGISTRATION', 'yes', 'use closed or open'],
      ['LOG_LEVEL', 'loud', 'use fatal, error'],
      ['TRUST_PROXY', '10.0.0.0/33', 'use true, false'],
      ['TRUST_PROXY', 'everybody', 'use true, false'],
      ['API_RATE_LIMIT', 'many', 'use a whole number'],
      ['ROLE', 'notify', 'use all, web, notifier, recurrer or auditor'],
      ['PLATFORM', 'kubernetes', 'use embedded or dapr'],
      ['DAPR_HTTP_PORT', '0', 'use a whole number'],
      ['DAPR_GRPC_PORT', '65536', 'use a whole number'],
      ['KAFKA_BROKERS', 'kafka', 'use HOST:PORT'],
      ['KAFKA_BROKERS', 'kafka:9092,,', 'use HOST:PORT'],
      ['KAFKA_BROKERS', 'kafka:65536', 'use HOST:PORT'],
      ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'use the address'],
    ])
    .run(({ assert }, [name, value, remedy]) => {
      const mistakes = mistakesOf({ [name!]: value })
      assert.lengthOf(mistakes, 1)
      assert.match(mistakes[0]!, new RegExp(`^${name} .*\\.$|^${name} .*hex 32$`))
      assert.include(mistakes[0], remedy!)
    })

  test('a wrong DATABASE_URL is not repeated, as it holds a password ({$self})')
    .with(['mysql://ada:s3cret@localhost/tasks', 'postgres://ada:s3cret@localhost', 'ada:s3cret'])
    .run(({ assert }, databaseUrl) => {
      const mistakes = mistakesOf({ DATABASE_URL: databaseUrl, APP_KEY })
      assert.lengthOf(mistakes, 1)
      assert.notInclude(mistakes[0], 's3cret')
    })

  test('with DATABASE_URL an APP_KEY must be given', ({ assert }) => {
    assert.match(mistakesOf({ DATABASE_URL })[0]!, /^APP_KEY is missing/)
    assert.deepEqual(mistakesOf({ DATABASE_URL, APP_KEY }), [])
  })

  test('a wrong token is not repeated ({$self})')
    .with(['DAPR_API_TOKEN', 'APP_API_TOKEN', 'METRICS_TOKEN'])
    .run(({ assert }, name) => {
      for (const token of ['s3cret', 'with a space in the middle of it']) {
        const [mistake, ...others] = mistakesOf({ [name]: token })
        assert.lengthOf(others, 0)
        assert.match(mistake!, new RegExp(`^${name} is no token: use 16 characters or more`))
        assert.notInclude(mistake, token)
      }
    })

  test('with PLATFORM=dapr a process plays one role, and shares a token with its sidecar', ({
    assert,
  }) => {
    assert.deepEqual(
      mistakesOf({ PLATFORM: 'dapr' }).map((sentence) => sentence.split(':')[0]),
      ['ROLE is all', 'APP_API_TOKEN is missing']
    )
    assert.deepEqual(mistakesOf({ PLATFORM: 'dapr', ROLE: 'web', APP_API_TOKEN: TOKEN }), [])
  })

  test('the brokers are a list', ({ assert }) => {
    assert.deepEqual(settingsOf({ KAFKA_BROKERS: 'a:1, b:2' }).kafkaBrokers, ['a:1', 'b:2'])
  })

  test('DATABASE_DIRECT_URL is DATABASE_URL unless it is given', ({ assert }) => {
    const direct = DATABASE_URL.replace('5432', '6432')
    assert.equal(settingsOf({ DATABASE_URL, APP_KEY }).databaseDirectUrl, DATABASE_URL)
    assert.equal(
      settingsOf({ DATABASE_URL, DATABASE_DIRECT_URL: direct, APP_KEY }).databaseDirectUrl,
      direct
    )
  })

  test('every mistake is told at once', ({ assert }) => {
    assert.lengthOf(mistakesOf({ PORT: 'x', ROLE: 'x', LOG_LEVEL: 'x', DATABASE_URL: 'x' }), 5)
  })

  test('TRUST_PROXY believes the addresses that it names, and no others', ({ assert }) => {
    const { trustProxy } = settingsOf({ TRUST_PROXY: 'loopback, 10.1.0.0/16, 2001:db8::/32' })
    const believed = [
      '127.0.0.1',
      '::1',
      '10.1.2.3',
      '::ffff:10.1.2.3',
      '2001:db8::7',
      '10.2.0.1',
      '8.8.8.8',
      '',
    ]
    assert.isFunction(trustProxy)
    assert.deepEqual(
      believed.map((address) => typeof trustProxy === 'function' && trustProxy(address)),
      [true, true, true, true, true, false, false, false]
    )
  })

  test('docs/configuration.md lists exactly the variables that are read', ({ assert }) => {
    const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
    const documented = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name)
    assert.deepEqual(documented, VARIABLES)
  })
})

function settingsOf(env: Environment): GivenSettings {
  const result = readSettings(env)
  if ('mistakes' in result) throw new Error(result.mistakes.join('\n'))
  return result.settings
}

function mistakesOf(env: Environment): string[] {
  const result = readSettings(env)
  return 'mistakes' in result ? result.mistakes : []
}
