/** What keeps the product from starting, told to a person: its message is all that is printed. */
export class StartError extends Error {
  name = 'StartError'
}

/** What the system said, without the stack: `EACCES: permission denied, mkdir '/data'`. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}
