/* What a rule may ask for; more is refused, so that its cost has a bound. */

export const LONGEST_RULE = 512
export const LARGEST_INTERVAL = 1000
export const LARGEST_COUNT = 10_000

/** Times of day of one rule: every quarter of an hour. */
export const MOST_TIMES_A_DAY = 24 * 4

/** A rule without an occurrence within these years of its start is refused: it never occurs. */
export const YEARS_TO_FIRST = 100
