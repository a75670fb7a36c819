import { PassingFailure } from '../ports/passing_failure.js'
import type { Invocation, InvocationAnswer, Invoker } from '../ports/invoker.js'
import type { Role } from '../role.js'

const ANSWER_TIMEOUT_MS = 5000

/** The request has not left, so another instance may be asked. */
const NOT_REACHED = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|UND_ERR_CONNECT_TIMEOUT)$/

export interface InvokerOptions {
  /** What this process plays: it is asked itself, at its own address. */
  roles: readonly Role[]
  ownUrl: string
  /** Where others that play a role are. */
  instancesOf: (role: Role) => Promise<string[]>
  /** What machine routes ask for. */
  appApiToken: string | undefined
}

/** HTTP to a process of the role: the same routes, token and bodies as with a sidecar in between. */
export class EmbeddedInvoker implements Invoker {
  constructor(private readonly options: InvokerOptions) {}

  async invoke(role: Role, invocation: Invocation): Promise<InvocationAnswer> {
    let refused: unknown
    for await (const url of this.#urlsOf(role)) {
      try {
        return await this.#ask(url, invocation)
      } catch (error) {
        if (!isNotReached(error)) {
          throw new PassingFailure(`${role} did not answer ${invocation.path}`, { cause: error })
        }
        refused = error
      }
    }
    throw new PassingFailure(`No process plays ${role} at the moment.`, { cause: refused })
  }

  /** This process first; a command plays every role, too, but listens at no address. */
  async *#urlsOf(role: Role) {
    const { roles, ownUrl, instancesOf } = this.options
    if (roles.includes(role)) yield ownUrl
    yield* await instancesOf(role)
  }

  async #ask(
    url: string,
    { method, path, body, traceparent }: Invocation
  ): Promise<InvocationAnswer> {
    const { appApiToken } = this.options
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(appApiToken && { 'dapr-api-token': appApiToken }),
        ...(traceparent && { traceparent }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    const text = await response.text()
    return {
      status: response.ok ? 200 : response.status,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
}

function isNotReached(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } }
  return NOT_REACHED.test(cause?.code ?? '')
}
