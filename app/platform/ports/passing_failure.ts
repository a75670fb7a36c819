/** A peer is away or too slow: the same thing will work later, so nothing is given up over it. */
export class PassingFailure extends Error {
  name = 'PassingFailure'
}
