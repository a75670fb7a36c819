import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** As the API takes them: a longer one could not be saved. */
const TAG_NAME_MAX_LENGTH = 50

/**
 * `#errands`: letters, digits, `_` and `-` with at least one letter, so that `#1205` stays a number. The name is
 * written as the person wrote it, in normal form C.
 */
export function tagAt(text: string, words: readonly Word[], at: number): Found<string> | undefined {
  const word = words[at]
  if (!word || !keyAt(words, at).startsWith('#')) return undefined
  const name = text.slice(word.start + 1, word.end).normalize('NFC')
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(name) || !/\p{L}/u.test(name)) return undefined
  return [...name].length <= TAG_NAME_MAX_LENGTH ? { value: name, next: at + 1 } : undefined
}
