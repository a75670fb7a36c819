const REQUEST_TIMEOUT = 408
const TOO_MANY_REQUESTS = 429

/** The sidecar did not answer, or not with a success. What was asked of it may have happened all the same. */
export class SidecarError extends Error {
  name = 'SidecarError'

  constructor(
    message: string,
    /** Of its answer; undefined when there was none: refused, cut off, or too slow. */
    readonly status?: number,
    /** Its answer as it came. */
    readonly body = '',
    options?: ErrorOptions
  ) {
    super(message, options)
  }

  /** Whether it may go well another time; if not, a person must change something: a token, a component, a name. */
  get passing(): boolean {
    const { status } = this
    return (
      status === undefined ||
      status >= 500 ||
      status === REQUEST_TIMEOUT ||
      status === TOO_MANY_REQUESTS
    )
  }
}
