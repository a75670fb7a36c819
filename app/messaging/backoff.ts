export interface BackoffPolicy {
  firstMs: number
  mostMs: number
}

/**
 * How long to wait after a number of failures in a row: doubling up to a limit, of which a random half is taken off, so
 * that many who failed together do not try again together.
 *
 * @param failures from 1 on
 * @param random answers from 0 up to 1
 */
export function backoffMs(
  { firstMs, mostMs }: BackoffPolicy,
  failures: number,
  random: () => number = Math.random
): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.max(firstMs, whole * (0.5 + random() / 2))
}
