import type { BulkAction, BulkOutcome } from '#app/tasks/bulk_change'
import { nextDue, placeOf } from '#app/tasks/occurrences/occurrence'
import { TAGS_PER_TASK, type Task } from '#app/tasks/task'
import type { PageNow } from '#app/tasks/pages/due_words'
import { momentWords } from '#app/tasks/pages/occurrence_words'

const WORDS: Record<BulkAction['action'], string> = {
  complete: 'done',
  reopen: 'active again',
  delete: 'in the trash',
  restore: 'back',
  reschedule: 'rescheduled',
  tag: 'tagged',
  untag: 'without the tag',
  priority: 'given the priority',
}

export function bulkSentence(
  { action }: BulkAction,
  { outcomes, tasks }: { outcomes: BulkOutcome[]; tasks: Task[] },
  now: PageNow
): string {
  const count = (...wanted: BulkOutcome['outcome'][]) =>
    outcomes.filter(({ outcome }) => wanted.includes(outcome)).length
  const [gone, full] = [count('not_found', 'task_in_trash'), count('too_many_tags')]
  const changed = count('changed')
  const changedIds = outcomes.flatMap((one) => (one.outcome === 'changed' ? one.id : []))
  const changedTasks = tasks.filter(({ id }) => changedIds.includes(id))
  const done =
    changed === 0
      ? 'Nothing was changed.'
      : `${changed} ${changed === 1 ? 'task' : 'tasks'} ${WORDS[action]}.`
  return [
    done,
    seriesWords(action, changedTasks, now),
    gone > 0 && `${gone} could not be changed: deleted elsewhere.`,
    full > 0 && `${full} could not be tagged: a task has at most ${TAGS_PER_TASK} tags.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What becomes of the series of those that repeat, in one sentence; null where nothing does. */
function seriesWords(action: BulkAction['action'], changed: Task[], now: PageNow): string | null {
  const all = changed.length
  const count = (place: string) => changed.filter((task) => placeOf(task) === place).length
  switch (action) {
    case 'complete':
      return closedWords(changed, now)
    case 'delete':
      if (all > 1 && count('away') === all) return 'None of them repeats any more.'
      return some(count('away'), all, 'repeats no more', 'repeat no more')
    case 'restore':
      return some(count('open'), all, 'repeats again', 'repeat again')
    default:
      return null
  }
}

function closedWords(changed: Task[], now: PageNow): string | null {
  const all = changed.length
  const next = changed.map(nextDue).filter((due) => due !== null)
  const last = changed.filter((task) => placeOf(task) === 'closed').length - next.length
  if (all === 1 && next[0]) return `Next: ${momentWords(next[0], now)}.`
  const [one, several] = ['was the last of its series', 'were the last of their series']
  if (next.length === 0) return some(last, all, one, several)
  const ends = last === 0 ? '' : `, ${last} ${last === 1 ? one : several}`
  return some(next.length, all, `comes again${ends}`, `come again${ends}`)
}

/** "It repeats again.", "All of them repeat again.", "2 of them repeat again." */
function some(count: number, all: number, one: string, several: string): string | null {
  if (count === 0) return null
  if (count === all) return count === 1 ? `It ${one}.` : `All of them ${several}.`
  return `${count} of them ${count === 1 ? one : several}.`
}
