import { SidecarError } from './sidecar_error.js'

/** A publish blocks for as long as the broker hangs; after this it counts as unknown. */
const PUBLISH_TIMEOUT_MS = 4000
/** The jobs API blocks for up to 30 s while the scheduler is away. */
const JOBS_TIMEOUT_MS = 2000
const STATUS_TIMEOUT_MS = 1000
const BODY_SHOWN = 300 // characters of an answer that go into a message

export interface SidecarAddress {
  host?: string
  httpPort: number
  /** What the sidecar asks for in `dapr-api-token`. */
  apiToken?: string
}

/** A record as the sidecar takes it. */
export interface SidecarRecord {
  event: unknown
  /** `partitionKey` and what is to stand in the CloudEvent, as `cloudevent.id`. */
  metadata: Record<string, string>
}

export interface SidecarJob {
  /** RFC 3339. */
  dueTime: string
  data: Record<string, unknown>
  overwrite: boolean
  failurePolicy: { constant: { interval: string; maxRetries?: number } }
}

export interface SidecarMetadata {
  id: string
  runtimeVersion: string
  components: { name: string; type: string }[]
  subscriptions?: { pubsubname: string; topic: string; type: string }[]
}

/**
 * The HTTP API of the sidecar, as far as it is used. Connections are kept and reused. Every call has a timeout and
 * throws a SidecarError on anything but a success.
 */
export class Sidecar {
  readonly #base: string
  readonly #token: Record<string, string>

  constructor({ host = '127.0.0.1', httpPort, apiToken }: SidecarAddress) {
    this.#base = `http://${host}:${httpPort}/v1.0`
    this.#token = apiToken ? { 'dapr-api-token': apiToken } : {}
  }

  /**
   * Entries as `bulkEntry` makes them. Answers why some failed, by `entryId`; all others are with the broker. (For one
   * record it is as fast as the single publish, and says more.)
   */
  async publish(
    pubsub: string,
    topic: string,
    entries: readonly string[]
  ): Promise<Map<string, string>> {
    const path = `/publish/bulk/${encodeURIComponent(pubsub)}/${encodeURIComponent(topic)}`
    try {
      await this.#send('POST', path, PUBLISH_TIMEOUT_MS, `[${entries.join(',')}]`)
      return new Map()
    } catch (error) {
      const failed = error instanceof SidecarError ? failedEntries(error.body) : new Map()
      if (failed.size === 0) throw error
      return failed
    }
  }

  async scheduleJob(name: string, job: SidecarJob) {
    await this.#send('POST', jobPath(name), JOBS_TIMEOUT_MS, JSON.stringify(job))
  }

  /** A job that is not there is no error. */
  async deleteJob(name: string) {
    await this.#send('DELETE', jobPath(name), JOBS_TIMEOUT_MS)
  }

  /** Whether its components are up; it says nothing of the application. */
  async ready(): Promise<boolean> {
    try {
      await this.#send('GET', '/healthz/outbound', STATUS_TIMEOUT_MS)
      return true
    } catch {
      return false
    }
  }

  async metadata(): Promise<SidecarMetadata> {
    return JSON.parse(await this.#send('GET', '/metadata', STATUS_TIMEOUT_MS)) as SidecarMetadata
  }

  /** Answers the body of a success. */
  async #send(method: string, path: string, timeoutMs: number, json?: string): Promise<string> {
    const what = `${method} ${path}`
    const [response, body] = await fetch(this.#base + path, {
      method,
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...this.#token,
      },
      body: json,
      signal: AbortSignal.timeout(timeoutMs),
    })
      .then(async (answer) => [answer, await answer.text()] as const)
      .catch((error: Error) => {
        const why = error.name === 'TimeoutError' ? `no answer in ${timeoutMs} ms` : reasonOf(error)
        throw new SidecarError(`${what}: ${why}`, undefined, '', { cause: error })
      })
    if (response.ok) return body
    throw new SidecarError(
      `${what}: ${response.status} ${body.trim().slice(0, BODY_SHOWN)}`,
      response.status,
      body
    )
  }
}

/** One entry of a bulk, which knows it by `entryId`. */
export function bulkEntry(entryId: string, record: SidecarRecord): string {
  return JSON.stringify({ entryId, contentType: 'application/json', ...record })
}

function jobPath(name: string): string {
  return `/jobs/${encodeURIComponent(name)}`
}

/** Empty when the body names none. */
function failedEntries(body: string): Map<string, string> {
  try {
    const { failedEntries: failed } = JSON.parse(body) as {
      failedEntries?: { entryId: string; error?: string }[]
    }
    return new Map(failed?.map(({ entryId, error }) => [entryId, error ?? 'failed']))
  } catch {
    return new Map()
  }
}

/** `fetch failed` says nothing: its cause does. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message
}
