import type { ListKind } from '#app/tasks/pages/list_address'

/** What an empty list says: what belongs there, and how to add it. */
export function emptyWords(
  kind: ListKind | 'search',
  filtered: boolean
): { title: string; text: string } {
  if (kind === 'search') {
    return {
      title: 'Nothing found',
      text: 'Try fewer or other words. The trash is searched from the trash.',
    }
  }
  if (filtered) return { title: 'Nothing matches', text: 'Take a filter off to see more.' }
  return WORDS[kind]
}

const WORDS: Record<ListKind, { title: string; text: string }> = {
  today: {
    title: 'Nothing due today',
    text: 'Tasks that are overdue or due today show here. Add one above; it is due today.',
  },
  upcoming: {
    title: 'Nothing coming up',
    text: 'Tasks with a due date after today show here, day by day. Add one above; it is due tomorrow.',
  },
  all: { title: 'No tasks yet', text: 'Write the first one in the line above and press Enter.' },
  tag: { title: 'No tasks with this tag', text: 'Write one in the line above: it gets the tag.' },
  completed: {
    title: 'Nothing completed yet',
    text: 'What you finish shows here, the latest first.',
  },
  trash: {
    title: 'The trash is empty',
    text: 'Deleted tasks stay here for 30 days and can be restored.',
  },
}
