import { escapeHtml } from '#app/shared/html_attributes'
import type { highlighter } from '#app/tasks/highlight'
import type { Priority, Task, TaskStatus, TaskTag } from '#app/tasks/task'
import { isComing } from '#app/tasks/pages/coming'
import { repeatWords } from '#app/tasks/pages/series_view'
import { type DueView, dueWords, instantWords, type PageNow } from '#app/tasks/pages/due_words'

export interface RowView {
  id: string
  /** The id of its element: one that is still to be made has the task id of the one before it, which may be listed too. */
  element: string
  title: string
  /** The title as safe HTML, with what the search found marked. */
  titleHtml: string
  status: TaskStatus
  priority: Priority
  due: DueView | null
  tags: TaskTag[]
  version: number
  url: string
  trashed: boolean
  /** Closed without having been done. */
  skipped: boolean
  /** How it repeats, in short, with its streak: "every day · 12 in a row"; null when it does not. */
  repeat: string | null
  /** The next occurrence, which is made in a moment: there is nothing to be done with it yet. */
  pending: boolean
}

export interface RowContext {
  now: PageNow
  /** The list's address, encoded for a query. */
  back: string
  /** What marks the words that were searched; null when nothing was. */
  mark: ReturnType<typeof highlighter> | null
  /** By series; where it is absent, rows show none. */
  streaks?: Map<string, number>
}

/** @param within the day that a heading above the row has named */
export function rowView(task: Task, context: RowContext, within: string | null = null): RowView {
  const due = deletedWords(task, context.now) ?? dueWords(task, task.status, context.now, within)
  return {
    id: task.id,
    element: `${isComing(task) ? 'next' : 't'}-${task.id}`,
    title: task.title,
    titleHtml: context.mark?.(task.title) ?? escapeHtml(task.title),
    status: task.status,
    priority: task.priority,
    due,
    tags: task.tags,
    version: task.version,
    url: `/tasks/${task.id}?back=${context.back}`,
    trashed: task.deletedAt !== null,
    skipped: task.skippedAt !== null,
    repeat: repeatWithStreak(task, due, context),
    pending: isComing(task),
  }
}

/** Of what is late the streak may be over already: nothing is said of it. */
function repeatWithStreak(task: Task, due: DueView | null, { streaks }: RowContext): string | null {
  const words = repeatWords(task)
  const isGoingOn = task.status === 'active' && due?.tone !== 'late'
  const streak = (isGoingOn && streaks?.get(task.seriesId ?? '')) || 0
  return words && streak > 1 ? `${words} · ${streak} in a row` : words
}

/** In the trash it matters when a task came there, not when it was due. */
function deletedWords({ deletedAt }: Task, now: PageNow): DueView | null {
  if (!deletedAt) return null
  return { words: `deleted ${instantWords(deletedAt, now)}`, tone: null, iso: deletedAt }
}
