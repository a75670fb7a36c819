import type { Role } from '#app/platform/role'

export interface Invocation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Under `/internal/`, e.g. `/internal/ping`. */
  path: string
  body?: object
  /** W3C Trace Context of what asks. */
  traceparent?: string | null
}

export interface InvocationAnswer {
  /** 200 for every success: Dapr's client does not tell them apart. */
  status: number
  /** Parsed JSON; undefined without a body. */
  body: unknown
}

/** Asks a process of another role. */
export interface Invoker {
  /** @throws a PassingFailure when no process of the role answers in 5 s; an answer with an error status is an answer */
  invoke(role: Role, invocation: Invocation): Promise<InvocationAnswer>
}
