import type { QuickSpan, SpanKind } from '#app/tasks/quick_add/quick_add'
import type { Understood, UnderstoodRecurrence } from '#app/tasks/understood'
import { dayWords, dueDay, dueWords, type PageNow } from '#app/tasks/pages/due_words'
import { shortTitle } from '#app/tasks/pages/title_words'

/** What was understood, part by part: "every Monday", "next Mon 23 Nov 09:00", "high", "home". */
export function understoodWords(understood: Understood, now: PageNow): string[] {
  const { due, recurrence, priority, tags } = understood
  const when = dueWords(due, 'active', now)?.words
  return [
    recurrence?.shortWords,
    recurrence && endWords(recurrence, now),
    when && (recurrence ? `next ${when}` : when),
    priority,
    ...tags,
  ].filter((part) => typeof part === 'string')
}

/** What is said once a task was added: people see what of their line became more than a title. */
export function addedWords(title: string, understood: Understood, now: PageNow): string {
  const what = `${shortTitle(title)} added`
  const parts = understoodWords(understood, now)
  return parts.length === 0 ? `${what}.` : `${what}: ${parts.join(', ')}.`
}

/** What one part of the line says. */
export function spanWords({ kind, text }: QuickSpan, understood: Understood, now: PageNow): string {
  const { due, recurrence, priority } = understood
  switch (kind) {
    case 'tag':
      return text.slice(1)
    case 'priority':
      return priority ?? text
    case 'recurrence':
      return recurrence?.shortWords ?? text
    case 'end':
      return (recurrence && endWords(recurrence, now)) ?? text
    case 'time':
      return saysDay(understood) ? (due.dueWall?.slice(11, 16) ?? text) : dateWords(understood, now)
    case 'start':
    case 'date':
      return dateWords(understood, now)
  }
}

/** The due date, with its time where no other part of the line says it. */
export function dateWords(understood: Understood, now: PageNow): string {
  const { due } = understood
  const day = dueDay(due, now.zone)
  if (!day) return ''
  const isSaid = saysDay(understood) && has(understood, 'time')
  return isSaid ? dayWords(day, now) : (dueWords(due, 'active', now)?.words ?? '')
}

export function has({ spans }: Understood, ...kinds: SpanKind[]): boolean {
  return spans.some(({ kind }) => kinds.includes(kind))
}

function saysDay(understood: Understood) {
  return has(understood, 'date', 'start', 'recurrence')
}

function endWords({ count, lastDay }: UnderstoodRecurrence, now: PageNow): string | null {
  if (count) return count === 1 ? 'once' : `${count} times`
  return lastDay && `until ${dayWords(lastDay, now)}`
}
