/** The same numbers for the same seed (mulberry32), so that a failure can be repeated. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** 0 up to, but not including, 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.number() * (to - from + 1))
  }

  /** Positive or negative, never zero. */
  signed(most: number): number {
    return this.whole(1, most) * (this.chance(0.3) ? -1 : 1)
  }

  chance(probability: number): boolean {
    return this.number() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.whole(0, values.length - 1)]!
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.whole(1, most) }, make)
  }
}
