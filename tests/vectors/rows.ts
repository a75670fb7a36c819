import { readFileSync } from 'node:fs'

/* The lines of the vector files; README.md says what the fields mean. */

export interface CorpusRow {
  readonly id: string
  readonly rrule: string
  readonly dtstart: string
  readonly tzid?: string | null
  readonly after?: string
  readonly n: number
  readonly expect: readonly string[]
  readonly disputed?: string
  readonly rfc7529?: boolean
  readonly unaligned?: boolean
}

export interface PatternRow {
  readonly id: string
  readonly pattern: unknown
  readonly start: string
  readonly tzid: string | null
  readonly n: number
  readonly rrule: string
  readonly expect: readonly string[]
}

export interface SemanticsRow {
  readonly id: string
  readonly mode: 'fixed' | 'after_completion'
  readonly rrule: string
  readonly dtstart: string
  readonly tzid: string
  readonly allDay: boolean
  readonly due: string
  readonly instance: number
  readonly action: 'complete' | 'skip'
  readonly at: string
  readonly expect: { readonly next: string | null }
}

export interface QuickAddRow {
  readonly id: string
  readonly text: string
  readonly now: string
  readonly tz: string
  readonly expect: unknown
}

export type Row = CorpusRow | PatternRow | SemanticsRow | QuickAddRow

export function readRows(file: string | URL): Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}
