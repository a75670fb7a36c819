/**
 * Counts the rounds of the loops that look for a period. Tests bound a rule's cost by it, as it is the same on every
 * machine; nothing else reads it.
 */
export const work = { rounds: 0 }
