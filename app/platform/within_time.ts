/**
 * What the work answers, or a rejection with `tooLate()` when it takes longer. The work itself goes on, so `tooLate` is the
 * place to cut it off.
 */
export function withinTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  tooLate: () => Error
): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(tooLate()), timeoutMs)
  work.catch(() => undefined) // nobody may be left to hear of it
  return Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer))
}

export function noAnswerIn(timeoutMs: number): Error {
  return new Error(`no answer in ${timeoutMs} ms`)
}
