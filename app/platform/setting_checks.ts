import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { ROLES } from './role.js'
import { trustedProxies } from './trusted_proxies.js'

/** 256 bits in base64url or more: what encryption and cookie signatures are derived from. */
export const APP_KEY_LENGTH = 32

/** What comes in a header, and is too long to be guessed. */
const TOKEN = /^[\x21-\x7E]{16,}$/
/** A broker: a name or an address (IPv6 in brackets), and its port. */
const BROKER = /^(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9._-]*):(\d{1,5})$/i

type Checked<T> = { value: T } | { mistake: string }
type Check<T> = (text: string | undefined) => Checked<T>

const HOST_NAME = /^(?!.*[.-]$)[a-z0-9]([a-z0-9.-]*)$/i
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** One check for each variable. A mistake continues the sentence that begins with the variable's name. */
export const checks = {
  HOST: withDefault('127.0.0.1', (text) =>
    isIP(text) || HOST_NAME.test(text)
      ? { value: text }
      : no(
          text,
          'use an address or a name of this machine: 127.0.0.1, or 0.0.0.0 for every interface'
        )
  ),
  PORT: withDefault(
    3333,
    integer(0, 65_535, 'use a whole number from 1 to 65535, or 0 for any free port')
  ),
  DATA_DIR: optional((text) => ({ value: resolve(text) })),
  DATABASE_URL: optional(postgresUrl),
  DATABASE_DIRECT_URL: optional(postgresUrl),
  APP_KEY: optional((text) =>
    text.length >= APP_KEY_LENGTH
      ? { value: text }
      : {
          mistake: `has ${text.length} characters: use at least ${APP_KEY_LENGTH}, e.g. the output of: openssl rand -hex 32`,
        }
  ),
  APP_URL: optional(origin),
  REGISTRATION: withDefault('closed', oneOf(['closed', 'open'])),
  LOG_LEVEL: withDefault('info', oneOf(LOG_LEVELS)),
  TRUST_PROXY: withDefault<boolean | ((address: string) => boolean)>(false, (text) => {
    const value = trustedProxies(text)
    return value === undefined
      ? no(
          text,
          'use true, false, loopback, uniquelocal, or addresses and networks with commas between: 10.0.0.0/8'
        )
      : { value }
  }),
  API_RATE_LIMIT: withDefault(
    1200,
    integer(
      0,
      1_000_000,
      'use a whole number of requests a minute, up to 1000000, or 0 for no limit'
    )
  ),
  ROLE: withDefault('all', oneOf(['all', ...ROLES])),
  PLATFORM: withDefault('embedded', oneOf(['embedded', 'dapr'])),
  DAPR_HTTP_PORT: withDefault(3500, port()),
  DAPR_GRPC_PORT: withDefault(50_001, port()),
  DAPR_API_TOKEN: optional(token),
  APP_API_TOKEN: optional(token),
  METRICS_TOKEN: optional(token),
  KAFKA_BROKERS: withDefault<string[]>([], brokers),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional((text) =>
    isHttp(text)
      ? { value: text }
      : no(text, 'use the address of a collector: http://collector.example.org:4318')
  ),
}

/** What the checks answer when there is no mistake. */
export type Values = {
  [Name in keyof typeof checks]: Extract<
    ReturnType<(typeof checks)[Name]>,
    { value: unknown }
  >['value']
}

function withDefault<T>(value: T, check: (text: string) => Checked<T>): Check<T> {
  return (text) => (text === undefined ? { value } : check(text))
}

function optional<T>(check: (text: string) => Checked<T>): Check<T | undefined> {
  return (text) => (text === undefined ? { value: undefined } : check(text))
}

function integer(least: number, most: number, remedy: string) {
  return (text: string): Checked<number> => {
    const value = Number(text)
    return /^\d+$/.test(text) && value >= least && value <= most ? { value } : no(text, remedy)
  }
}

function port() {
  return integer(1, 65_535, 'use a whole number from 1 to 65535')
}

function oneOf<const T extends string>(values: readonly T[]) {
  return (text: string): Checked<T> => {
    const value = values.find((known) => known === text)
    return value ? { value } : no(text, `use ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`)
  }
}

/** The value is never repeated: it holds a password. */
function postgresUrl(text: string): Checked<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname && url.pathname.length > 1
    ? { value: text }
    : {
        mistake:
          'is no address of a PostgreSQL database: use postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
      }
}

/** The value is never repeated: it is a secret. */
function token(text: string): Checked<string> {
  return TOKEN.test(text)
    ? { value: text }
    : {
        mistake:
          'is no token: use 16 characters or more without spaces, e.g. the output of: openssl rand -hex 32',
      }
}

function brokers(text: string): Checked<string[]> {
  const value = text.split(',').map((broker) => broker.trim())
  return value.every((broker) => Number(BROKER.exec(broker)?.[2]) <= 65_535)
    ? { value }
    : no(text, 'use HOST:PORT of each broker, with commas between: kafka-0:9092,kafka-1:9092')
}

function origin(text: string): Checked<string> {
  const url = isHttp(text) ? new URL(text) : undefined
  return url && url.href === `${url.origin}/`
    ? { value: url.origin }
    : no(text, 'use the address that browsers open, without a path: https://tasks.example.org')
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function no(text: string, remedy: string): { mistake: string } {
  return { mistake: `is "${text}": ${remedy}.` }
}
