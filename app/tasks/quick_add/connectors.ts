import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

const CONNECTORS = new Set(['on', 'at', 'by', '@'])

/** Asks a recogniser behind a leading on, at, by or `@`, which belongs to the date or time that follows it. */
export function afterConnector<T>(
  words: readonly Word[],
  at: number,
  recognise: (at: number) => Found<T> | undefined
): Found<T> | undefined {
  return recognise(behindConnector(words, at))
}

/** The place behind a leading on, at, by or `@`, when one stands there; else the place itself. */
export function behindConnector(words: readonly Word[], at: number): number {
  return isConnector(keyAt(words, at)) ? at + 1 : at
}

export function isConnector(key: string): boolean {
  return CONNECTORS.has(key)
}

/** The place behind a word, when it stands there; else the place itself. */
export function skip(words: readonly Word[], at: number, ...optional: string[]): number {
  return optional.includes(keyAt(words, at)) ? at + 1 : at
}

/** Whether these very words stand here. */
export function reads(words: readonly Word[], at: number, ...keys: string[]): boolean {
  return keys.every((key, index) => keyAt(words, at + index) === key)
}
