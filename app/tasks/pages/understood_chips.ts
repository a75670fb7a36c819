import type { SpanKind } from '#app/tasks/quick_add/quick_add'
import type { TextRange } from '#app/tasks/quick_add/words'
import type { Understood } from '#app/tasks/understood'
import type { PageNow } from '#app/tasks/pages/due_words'
import { dateWords, has, spanWords } from '#app/tasks/pages/understood_words'

/** One part of the line, below it. */
export interface Chip {
  icon: string | null
  words: string
  /** Where it stands in the line, "9-31"; null for what follows from another part. */
  stretch: string | null
  /** Taken off: its words are in the title. */
  off: boolean
}

const ICONS: Record<SpanKind, string> = {
  recurrence: 'repeat',
  end: 'repeat',
  start: 'calendar',
  date: 'calendar',
  time: 'calendar',
  tag: 'tag',
  priority: 'flag',
}

/** The parts that were recognised, and those that were taken off, in the order of the line. */
export function chipsOf(
  line: { text: string; ignore: readonly TextRange[] },
  understood: Understood,
  now: PageNow
): Chip[] {
  const recognised = understood.spans.map((span) => ({
    at: span.start,
    chips: [
      chip(ICONS[span.kind], spanWords(span, understood, now), span),
      ...(span.kind === 'recurrence' ? firstDate(understood, now) : []),
    ],
  }))
  const off = line.ignore.map((range) => ({
    at: range.start,
    chips: [{ ...chip(null, line.text.slice(range.start, range.end), range), off: true }],
  }))
  return [...recognised, ...off].sort((a, b) => a.at - b.at).flatMap(({ chips }) => chips)
}

/** Where the line names no date a recurrence does; it goes with it, so it cannot be taken off alone. */
function firstDate(understood: Understood, now: PageNow): Chip[] {
  if (has(understood, 'date', 'start')) return []
  return [chip('calendar', dateWords(understood, now))]
}

function chip(icon: string | null, words: string, range?: TextRange): Chip {
  return { icon, words, stretch: range ? `${range.start}-${range.end}` : null, off: false }
}
