/** A stretch of the text: `start` inclusive, `end` exclusive, in UTF-16 units as `String.slice` counts. */
export interface TextRange {
  start: number
  end: number
}

/** One word of the line, or one punctuation mark that closes a word. */
export interface Word extends TextRange {
  /** In lower case, `Mon.` without its dot; empty when the word can be part of nothing. */
  key: string
}

/** What a recogniser found in the words from the one it was asked about up to `next`, which is no part of it. */
export interface Found<T> {
  value: T
  next: number
}

const CLOSING = ',;.!?:'
const QUOTES = new Map([
  ['"', '"'],
  ['“', '”'],
  ['«', '»'],
])
/** `mon,wed,fri` and `2,15,27`, written without spaces. */
const TIGHT_LIST =
  /^(?:[a-z]{2,9}|\d{1,2}(?:st|nd|rd|th)?)(?:,(?:[a-z]{2,9}|\d{1,2}(?:st|nd|rd|th)?))+$/

/** Written with dots of their own: `Mon.`, `Mar.`, `p.m.` */
const ABBREVIATION =
  /^(?:(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|(?:\d{1,2}(?::\d{2})?)?[ap]\.m\.?)$/i
/** Of names behind `@` only those of no person: `@tom` is one. */
const AT_WHEN =
  /^@(?:\d|(?:noon|midnight|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$)/i

/**
 * The line as words. White space parts them, and the marks that close a word are words of their own, so that a phrase
 * never runs across one by accident; nothing else is taken apart: what stands inside an address, a file name or another
 * word is never seen. Words in double quotes, and those that touch a range of `plain`, are nothing but words.
 */
export function readWords(text: string, plain: readonly TextRange[]): Word[] {
  const ranges = [...plain, ...quoted(text)].sort((a, b) => a.start - b.start)
  const words: Word[] = []
  let [opened, plainUntil] = [0, 0]
  for (const match of text.matchAll(/\S+/g)) {
    for (const { start, end } of split(match[0], match.index)) {
      for (let range = ranges[opened]; range && range.start < end; range = ranges[++opened]) {
        plainUntil = Math.max(plainUntil, range.end)
      }
      words.push({
        start,
        end,
        key: start < plainUntil ? '' : keyOf(text.slice(start, end)),
      })
    }
  }
  return words
}

/** The word's key; empty past the end, and where nothing may be recognised. */
export function keyAt(words: readonly Word[], at: number): string {
  return words[at]?.key ?? ''
}

/** Whether no white space parts this word from the one before. */
export function touches(words: readonly Word[], at: number): boolean {
  return words[at - 1]?.end === words[at]?.start
}

/** The same words, of which those at hidden places can be part of nothing. */
export function without(words: readonly Word[], isHidden: (at: number) => boolean): Word[] {
  return words.map((word, at) => (isHidden(at) ? { ...word, key: '' } : word))
}

export function isClosingMark(key: string): boolean {
  return key.length === 1 && CLOSING.includes(key)
}

function keyOf(word: string): string {
  return (ABBREVIATION.test(word) ? word.replaceAll('.', '') : word).toLowerCase()
}

function split(chunk: string, offset: number): TextRange[] {
  let end = chunk.length
  while (end > 0 && CLOSING.includes(chunk.charAt(end - 1))) end--
  if (chunk.charAt(end) === '.' && ABBREVIATION.test(chunk.slice(0, end + 1))) end++
  if (end === 0) return [{ start: offset, end: offset + chunk.length }]
  const cuts = [...innerCuts(chunk.slice(0, end)), end]
  for (let mark = end; mark < chunk.length; mark++) cuts.push(mark + 1)
  let start = 0
  return cuts.map((cut) => {
    const range = { start: offset + start, end: offset + cut }
    start = cut
    return range
  })
}

/** Where a word without closing marks is cut: `@5pm` behind its `@`, a tight list around its commas. */
function innerCuts(word: string): number[] {
  if (AT_WHEN.test(word)) return [1]
  if (!word.includes(',') || !TIGHT_LIST.test(word.toLowerCase())) return []
  return [...word.matchAll(/,/g)].flatMap(({ index }) => [index, index + 1])
}

/** Pairs of double quotes. One that never closes is an inch, and quotes nothing. */
function quoted(text: string): TextRange[] {
  const ranges: TextRange[] = []
  const neverCloses = new Set<string>() // looked for once: a line may be full of them
  for (let at = 0; at < text.length; at++) {
    const closing = QUOTES.get(text.charAt(at))
    if (!closing || neverCloses.has(closing)) continue
    const end = text.indexOf(closing, at + 1)
    if (end === -1) {
      neverCloses.add(closing)
    } else {
      ranges.push({ start: at, end: end + 1 })
      at = end
    }
  }
  return ranges
}
