import { ROLES, rolesOf, type Role, type RoleSetting } from './role.js'
import { APP_KEY_LENGTH, checks, type Values } from './setting_checks.js'

/**
 * What the environment says about this process, read and checked once. `bin/*.ts` calls `prepare` before AdonisJS
 * boots; everything else reads `settings()`.
 */
export interface Settings {
  host: string
  port: number
  /** Absolute path. Holds the embedded database, `APP_KEY` and nothing a user typed. */
  dataDir: string
  /** Connection string of PostgreSQL; undefined only where no database is used (unit tests, `ace list`). */
  databaseUrl: string | undefined
  /** The same without a pooler in between: what LISTEN and session locks need. */
  databaseDirectUrl: string | undefined
  appKey: string
  /** Origin under which browsers reach the application, without a trailing slash. */
  appUrl: string
  registration: 'open' | 'closed'
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whose `X-Forwarded-…` headers are believed: nobody's, everybody's, or those of some addresses. */
  trustProxy: boolean | ((address: string) => boolean)
  /** Requests a minute that one user may make to the API; 0 switches the limit off. */
  apiRateLimit: number
  role: RoleSetting
  /** The infrastructure behind the ports. */
  platform: 'embedded' | 'dapr'
  /** Where the sidecar of this process listens, and the token that it asks for. */
  dapr: { httpPort: number; grpcPort: number; apiToken: string | undefined }
  /** What callers of machine routes must know; while there is none they are all refused. */
  appApiToken: string | undefined
  /** What readers of /metrics must know. */
  metricsToken: string | undefined
  /** `HOST:PORT` of each; empty where no command needs Kafka. */
  kafkaBrokers: string[]
  /** Collector of traces (OTLP over HTTP); without one nothing of OpenTelemetry is loaded. */
  otelEndpoint: string | undefined
}

/** The settings as far as the environment says them; `prepare` supplies what is missing. */
export type GivenSettings = Omit<Settings, 'appKey' | 'appUrl' | 'dataDir'> &
  Partial<Pick<Settings, 'appKey' | 'appUrl' | 'dataDir'>>

export type Environment = Readonly<Record<string, string | undefined>>

/** Every variable that is read, in the order of docs/configuration.md. */
export const VARIABLES = Object.keys(checks) as (keyof Values)[]

/** Checks the whole environment; answers either settings or one sentence for each mistake. */
export function readSettings(
  env: Environment
): { settings: GivenSettings } | { mistakes: string[] } {
  const mistakes: string[] = []
  // Compose files and charts hand an empty string where nothing is meant.
  const given = (name: keyof Values) => env[name]?.trim() || undefined
  const values = Object.fromEntries(
    VARIABLES.map((name) => {
      const result = checks[name](given(name))
      if ('mistake' in result) mistakes.push(`${name} ${result.mistake}`)
      return [name, 'value' in result ? result.value : undefined]
    })
  ) as unknown as Values

  if (given('DATABASE_URL') && !given('APP_KEY')) {
    mistakes.push(
      `APP_KEY is missing: with DATABASE_URL it must be given, the same for every process, ` +
        `at least ${APP_KEY_LENGTH} characters, e.g. the output of: openssl rand -hex 32`
    )
  }
  if (given('DATABASE_DIRECT_URL') && !given('DATABASE_URL')) {
    mistakes.push('DATABASE_DIRECT_URL is set without DATABASE_URL: set both or neither.')
  }
  if (values.PLATFORM === 'dapr' && values.ROLE === 'all') {
    mistakes.push(
      `ROLE is all: with PLATFORM=dapr a process plays one role, as its sidecar has one app-id. Use ${ROLES.join(', ')}.`
    )
  }
  if (values.PLATFORM === 'dapr' && !given('APP_API_TOKEN')) {
    mistakes.push(
      'APP_API_TOKEN is missing: with PLATFORM=dapr it must be given, the same to a process and its sidecar, ' +
        'e.g. the output of: openssl rand -hex 32'
    )
  }
  return mistakes.length > 0 ? { mistakes } : { settings: named(values) }
}

function named(values: Values): GivenSettings {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? values.DATABASE_URL,
    appKey: values.APP_KEY,
    appUrl: values.APP_URL,
    registration: values.REGISTRATION,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    apiRateLimit: values.API_RATE_LIMIT,
    role: values.ROLE,
    platform: values.PLATFORM,
    dapr: {
      httpPort: values.DAPR_HTTP_PORT,
      grpcPort: values.DAPR_GRPC_PORT,
      apiToken: values.DAPR_API_TOKEN,
    },
    appApiToken: values.APP_API_TOKEN,
    metricsToken: values.METRICS_TOKEN,
    kafkaBrokers: values.KAFKA_BROKERS,
    otelEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
  }
}

let loaded: Settings | undefined

/** Makes these the settings of the process. */
export function useSettings(present: Settings) {
  loaded = present
}

/** The settings of this process. */
export function settings(): Settings {
  if (!loaded) throw new Error('Settings are read before prepare() of bin/*.ts made them.')
  return loaded
}

/** Whether this process plays the role. */
export function plays(role: Role): boolean {
  return rolesOf(settings().role).includes(role)
}
