export interface StateEntry {
  value: unknown
  /** Opaque; what `set` and `delete` take to change only what was read. */
  etag: string
}

/**
 * Small state outside of the application's tables, which joins none of its transactions. Keys are not empty and without
 * `||`; values are JSON. Each method throws a PassingFailure when the store is away.
 */
export interface StateStore {
  get(key: string): Promise<StateEntry | undefined>
  /** Answers false, and changes nothing, when an etag is given that is no longer the present one. */
  set(key: string, value: unknown, etag?: string): Promise<boolean>
  /** The same; deleting what is not there is true without an etag. */
  delete(key: string, etag?: string): Promise<boolean>
}
