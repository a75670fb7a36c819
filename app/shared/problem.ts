import { Exception } from '@adonisjs/core/exceptions'

export interface FieldError {
  field: string
  rule: string
  message: string
}

export interface ProblemOptions {
  errors?: FieldError[]
  headers?: Record<string, string>
  /** Extension members of the document, e.g. the present state on 412. */
  extensions?: Record<string, unknown>
}

/**
 * A refusal that is told to the caller as RFC 9457 `application/problem+json` (API) or as a page or message
 * (browser). `code` is stable: clients branch on it. `message` says what happened and what to do.
 */
export class Problem extends Exception {
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>
  readonly extensions: Record<string, unknown>

  constructor(status: number, code: string, message: string, options: ProblemOptions = {}) {
    super(message, { status, code })
    this.errors = options.errors
    this.headers = options.headers ?? {}
    this.extensions = options.extensions ?? {}
  }

  toDocument() {
    return {
      type: 'about:blank',
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.errors && { errors: this.errors }),
      ...this.extensions,
    }
  }
}

/** 422 with one or more fields; the sentence of the first field is the detail. */
export function invalid(errors: FieldError[], code = 'validation_failed') {
  return new Problem(422, code, errors[0]?.message ?? 'The request is not valid.', { errors })
}

export function invalidField(field: string, rule: string, message: string) {
  return invalid([{ field, rule, message }])
}

/** Also the answer for somebody else's row: its existence is nobody else's business. */
export function notFound(what: string) {
  return new Problem(404, 'not_found', `There is no such ${what}, or it is not yours.`)
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Body too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
}
