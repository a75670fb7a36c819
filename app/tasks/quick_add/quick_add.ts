import type { Instant } from '#app/shared/time'
import type { Priority } from '#app/tasks/task'
import { type QuickDue, singleDue } from '#app/tasks/quick_add/due'
import { momentIn } from '#app/tasks/quick_add/moment'
import { type Kind, type Part, partOf } from '#app/tasks/quick_add/part'
import { readParts } from '#app/tasks/quick_add/parts'
import { type QuickRecurrence, recurring } from '#app/tasks/quick_add/recurrence'
import { titleOf } from '#app/tasks/quick_add/title'
import { readWords, type TextRange, type Word } from '#app/tasks/quick_add/words'

export type SpanKind = Exclude<Kind, 'elapsed' | 'dayPart'>

/** A part that was recognised: `text` is `line.slice(start, end)`. */
export interface QuickSpan extends TextRange {
  kind: SpanKind
  text: string
}

export interface QuickTask {
  /** Never empty when the line has anything but white space. */
  title: string
  due: QuickDue | null
  recurrence: QuickRecurrence | null
  priority: Priority | null
  /** As written, each once; those that differ only in case are one. */
  tags: string[]
  /** In the order of the line; they never overlap. */
  spans: QuickSpan[]
}

export interface QuickAddOptions {
  now: Instant
  /** An IANA zone that `knownTimeZone` knows. */
  zone: string
  /** Stretches of the line that are nothing but words: the spans that the person took off. */
  ignore?: readonly TextRange[]
}

/**
 * Reads one line as a task (docs/quick_add.md). Pure: the same line, moment and zone always give the same task. Any text
 * is safe; the work is proportional to its length.
 */
export function parseQuickAdd(text: string, options: QuickAddOptions): QuickTask {
  const { now, zone, ignore = [] } = options
  const moment = momentIn(now, zone)
  const words = readWords(text, ignore)
  const read = readParts(text, words, moment)
  const repeated = recurring(read, moment)
  const parts = read.filter(({ kind }) => {
    if (kind === 'end') return repeated?.endHolds
    return repeated !== undefined || (kind !== 'recurrence' && kind !== 'start')
  })
  const spans = parts.map((part) => spanOf(text, words, part))
  return {
    title: titleOf(text, spans),
    due: repeated?.due ?? singleDue(parts, moment),
    recurrence: repeated?.recurrence ?? null,
    priority: partOf(parts, 'priority')?.value ?? null,
    tags: distinctTags(parts),
    spans,
  }
}

function spanOf(text: string, words: readonly Word[], { kind, at, next }: Part): QuickSpan {
  const start = words[at]?.start ?? 0
  const end = words[next - 1]?.end ?? start
  const isTime = kind === 'elapsed' || kind === 'dayPart'
  return { kind: isTime ? 'time' : kind, start, end, text: text.slice(start, end) }
}

function distinctTags(parts: readonly Part[]): string[] {
  const byKey = new Map<string, string>()
  for (const part of parts) {
    if (part.kind !== 'tag') continue
    const key = part.value.toUpperCase().toLowerCase()
    if (!byKey.has(key)) byKey.set(key, part.value)
  }
  return [...byKey.values()]
}
