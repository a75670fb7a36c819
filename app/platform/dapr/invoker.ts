import type { HttpMethod } from '@dapr/dapr'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import type { Invocation, InvocationAnswer, Invoker } from '#app/platform/ports/invoker'
import type { Role } from '#app/platform/role'
import type { OfficialClient } from './official_client.js'

/** How the sidecar calls what went wrong with itself, or on the way; an application's problems have no such code. */
const SIDECAR_ERROR = /^ERR_/

/**
 * Dapr's service invocation; the name of an application is its role. Over HTTP, as over gRPC the client loses the body
 * of an error, its headers and the query, and refuses an answer without a body.
 */
export class DaprInvoker implements Invoker {
  constructor(private readonly client: OfficialClient) {}

  async invoke(
    role: Role,
    { method, path, body, traceparent }: Invocation
  ): Promise<InvocationAnswer> {
    const headers = { 'Content-Type': 'application/json', ...(traceparent && { traceparent }) }
    const name = path.replace(/^\//, '')
    try {
      const answer = await this.client.call('http', ({ invoker }) =>
        invoker.invoke(role, name, method as HttpMethod, body, { headers })
      )
      return { status: 200, body: (answer as unknown) === '' ? undefined : answer }
    } catch (error) {
      return answerIn(error)
    }
  }
}

/** The client throws the application's answer too, as JSON in the message. */
function answerIn(error: unknown): InvocationAnswer {
  const message = error instanceof Error ? error.message : String(error)
  const { status, error_msg: text } = parsed(message) as { status?: number; error_msg?: string }
  const body = parsed(text ?? '')
  if (status !== undefined && !SIDECAR_ERROR.test(String((body as Coded)?.errorCode))) {
    return { status, body: text === '' ? undefined : body }
  }
  throw new PassingFailure((body as Coded)?.message ?? message, { cause: error })
}

interface Coded {
  errorCode?: string
  message?: string
}

/** What is no JSON stays a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
