import { notFound } from '#app/shared/problem'
import type { PageFrame } from '#app/shared/page_frame'
import { TRASH_KEPT_DAYS } from '#app/tasks/task'
import { longDay, type PageNow } from '#app/tasks/pages/due_words'
import type { ListAddress, ListKind } from '#app/tasks/pages/list_address'
import type { PageFilters } from '#app/tasks/pages/list_filters'

const TITLES = {
  today: 'Today',
  upcoming: 'Upcoming',
  all: 'All',
  completed: 'Completed',
  trash: 'Trash',
}

/** @throws a 404 for a tag that the person does not have */
export function listTitle(
  address: ListAddress,
  filters: PageFilters,
  nav: PageFrame['nav']
): string {
  if (address.kind !== 'tag') {
    return filters.q && address.kind === 'all' ? 'Search' : TITLES[address.kind]
  }
  const tag = nav.tags.find(({ id }) => id === address.tagId)
  if (!tag) throw notFound('tag')
  return tag.name
}

export function listSubtitle(kind: ListKind, now: PageNow): string | null {
  if (kind === 'trash') return `Kept for ${TRASH_KEPT_DAYS} days`
  return kind === 'today' ? longDay(now.today) : null
}
