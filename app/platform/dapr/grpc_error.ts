import { PassingFailure } from '#app/platform/ports/passing_failure'
import { SidecarError } from './sidecar_error.js'

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const ABORTED = 10

/** What a store that is away, or a sidecar, answers: unknown, deadline, exhausted, internal, unavailable. */
const PASSING = [2, 4, 8, 13, 14]

export function grpcCode(error: unknown): number | undefined {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'number' ? code : undefined
}

/** The error as callers know it: passing where another time may go well. */
export function known(error: unknown): unknown {
  const passing =
    error instanceof SidecarError ? error.passing : PASSING.some((code) => code === grpcCode(error))
  return passing ? new PassingFailure((error as Error).message, { cause: error }) : error
}
