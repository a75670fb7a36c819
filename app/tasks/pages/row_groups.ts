import { dateIn } from '#app/shared/time'
import type { Task } from '#app/tasks/task'
import type { ListKind } from '#app/tasks/pages/list_address'
import { dayHeading, dueDay, type PageNow } from '#app/tasks/pages/due_words'
import { type RowContext, type RowView, rowView } from '#app/tasks/pages/row_view'

export interface GroupView {
  id: string
  title: string | null
  tone: 'late' | 'today' | null
  /** Null where more rows may follow on the next page. */
  count: number | null
  rows: RowView[]
  bulk: { label: string; action: 'reschedule'; dueDate: string } | null
}

interface Heading {
  id: string
  title: string | null
  tone: GroupView['tone']
  /** The day that the heading names, which its rows need not repeat. */
  day: string | null
}

const PLAIN: Heading = { id: 'all', title: null, tone: null, day: null }

/** The rows under their headings, in the order in which they come; what is overdue before all else. */
export function groupRows(
  kind: ListKind | 'plain',
  tasks: Task[],
  context: RowContext,
  complete: boolean
): GroupView[] {
  const groups = new Map<string, { heading: Heading; tasks: Task[] }>()
  for (const task of tasks) {
    const heading = headingOf(kind, task, context.now)
    const group = groups.get(heading.id) ?? { heading, tasks: [] }
    group.tasks.push(task)
    groups.set(heading.id, group)
  }
  const isLate = ({ heading }: { heading: Heading }) => Number(heading.tone === 'late')
  const inOrder = [...groups.values()].sort((a, b) => isLate(b) - isLate(a))
  return inOrder.map(({ heading, tasks: members }) => ({
    id: heading.id,
    title: heading.title,
    tone: heading.tone,
    count: complete ? members.length : null,
    rows: members.map((task) => rowView(task, context, heading.day)),
    bulk: heading.tone === 'late' ? moveToToday(members, context.now) : null,
  }))
}

function headingOf(kind: ListKind | 'plain', task: Task, now: PageNow): Heading {
  switch (kind) {
    case 'today': {
      const late =
        task.status === 'active' && task.dueAt !== null && Date.parse(task.dueAt) < now.nowMs
      if (late) return { id: 'late', title: 'Overdue', tone: 'late', day: null }
      const day = dueDay(task, now.zone)
      if (day === now.tomorrow) return dayOf(day, now)
      return { id: 'today', title: 'Today', tone: 'today', day: now.today }
    }
    case 'upcoming': {
      const day = dueDay(task, now.zone)
      return day ? dayOf(day, now) : PLAIN
    }
    case 'completed': {
      if (!task.completedAt) return PLAIN
      return { ...dayOf(dateIn(Date.parse(task.completedAt), now.zone), now), day: null }
    }
    default:
      return PLAIN
  }
}

function dayOf(day: string, now: PageNow): Heading {
  return { id: day, title: dayHeading(day, now), tone: null, day }
}

/** What was due earlier today is there already: only the clock is past it. */
function moveToToday(late: Task[], now: PageNow): GroupView['bulk'] {
  const count = late.filter((task) => dueDay(task, now.zone) !== now.today).length
  if (count === 0) return null
  const all = count === 1 ? 'it' : count === 2 ? 'both' : `all ${count}`
  const what = count === late.length ? all : count
  return { label: `Move ${what} to today`, action: 'reschedule', dueDate: now.today }
}
