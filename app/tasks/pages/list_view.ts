import { clock } from '#app/shared/clock'
import type { Actor } from '#app/shared/actor'
import { database } from '#app/shared/database'
import { Problem } from '#app/shared/problem'
import { addDays } from '#app/shared/time'
import { highlighter } from '#app/tasks/highlight'
import type { Corrections } from '#app/tasks/search_terms'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import { streaksOf } from '#app/tasks/occurrences/series_facts_query'
import type { Task } from '#app/tasks/task'
import { listTasks, type ListTasksForPageInput } from '#app/tasks/task_list_query'
import { searchTasks } from '#app/tasks/task_search_query'
import type { PageFrame } from '#app/shared/page_frame'
import { coming } from '#app/tasks/pages/coming'
import { doneToday, mergeByDue } from '#app/tasks/pages/done_today'
import { type PageNow, pageNow } from '#app/tasks/pages/due_words'
import { emptyWords } from '#app/tasks/pages/empty_words'
import { formatAddress, type ListAddress, type ListKind } from '#app/tasks/pages/list_address'
import { listSubtitle, listTitle } from '#app/tasks/pages/list_heading'
import { filterChips, type PageFilters, readFilters } from '#app/tasks/pages/list_filters'
import { type GroupView, groupRows } from '#app/tasks/pages/row_groups'

const ROWS = 50 // of one page

interface Found {
  tasks: Task[]
  nextCursor: string | null
  corrections: Corrections
}

/** Everything that tasks/partials/list.edge reads. One statement of its own, and one for streaks; Today asks once more. */
export async function listView(actor: Actor, address: ListAddress, nav: PageFrame['nav']) {
  const filters = readFilters(address)
  const now = pageNow(clock.nowMs(), actor.timezone)
  const cursor = address.query.get('cursor') ?? undefined
  const found = await find(actor, address, filters, now, cursor)
  const chips = filterChips(address, filters)
  const kind = filters.q ? 'search' : address.kind
  return {
    title: listTitle(address, filters, nav),
    subtitle: filters.q ? null : listSubtitle(address.kind, now),
    kind,
    path: address.path,
    query: { ...filters, overdue: filters.overdue ? 'true' : '' },
    groups: await groups(address, filters, found, now, cursor),
    next: found.nextCursor && withCursor(address, found.nextCursor),
    first: cursor ? withCursor(address, null) : null,
    total: chips.length > 0 && !found.nextCursor && !cursor ? found.tasks.length : null,
    empty: found.tasks.length === 0 ? emptyWords(kind, chips.length > 0) : null,
    filters: { active: chips.length > 0, chips },
    sortOptions:
      address.kind === 'trash' || address.kind === 'completed' ? [] : sortOptions(filters),
  }
}

async function groups(
  address: ListAddress,
  filters: PageFilters,
  found: Found,
  now: PageNow,
  cursor: string | undefined
): Promise<GroupView[]> {
  const inItsOwnOrder = !filters.q && (!filters.sort || filters.sort === 'due_date')
  const context = {
    now,
    back: encodeURIComponent(formatAddress(address)),
    mark: filters.q ? highlighter(filters.q, found.corrections) : null,
    streaks: await streaks(found.tasks),
  }
  return groupRows(
    inItsOwnOrder ? address.kind : 'plain',
    found.tasks,
    context,
    !found.nextCursor && !cursor
  )
}

function streaks(tasks: Task[]) {
  const repeating = tasks.filter((task) => task.status === 'active' && isOccurrence(task))
  return streaksOf(
    database(),
    repeating.flatMap(({ seriesId }) => seriesId ?? [])
  )
}

async function find(
  actor: Actor,
  address: ListAddress,
  filters: PageFilters,
  now: PageNow,
  cursor: string | undefined
): Promise<Found> {
  const { q, sort, ...asked } = pageInput(address, filters, now)
  try {
    if (q && !sort) {
      return await searchTasks(database(), actor, { ...asked, q, limit: ROWS, cursor })
    }
    const page = await listTasks(database(), actor, {
      ...asked,
      ...(q && { q }),
      sort,
      limit: ROWS,
      cursor,
    })
    const isByDue = !sort || sort === 'due_date'
    if (cursor) return page
    const active =
      isByDue && !q ? withComing(page, await coming(database(), actor, asked)) : page.tasks
    if (address.kind !== 'today') return { ...page, tasks: active }
    const done = await doneToday(actor, asked, now)
    return { ...page, tasks: isByDue ? mergeByDue(active, done, now) : [...active, ...done] }
  } catch (error) {
    // An old link with a cursor of before: the first page is what its reader wants.
    if (cursor && error instanceof Problem && error.status === 422) {
      return find(actor, address, filters, now, undefined)
    }
    throw error
  }
}

/** In their places by due date, before all without one; behind the last row of a page that has more, nothing is known. */
function withComing({ tasks, nextCursor }: Found, next: Task[]): Task[] {
  if (next.length === 0) return tasks
  const last = nextCursor ? (tasks.at(-1)?.dueAt ?? null) : null
  const fitting = next.filter(({ dueAt }) => last === null || (dueAt ?? '') <= last)
  return [...tasks, ...fitting].sort((a, b) =>
    (a.dueAt ?? '9999') < (b.dueAt ?? '9999') ? -1 : Number(a.dueAt !== b.dueAt)
  )
}

/** What the place asks for, narrowed by the filters. */
function pageInput(
  address: ListAddress,
  filters: PageFilters,
  now: PageNow
): ListTasksForPageInput {
  const place = PLACES[address.kind](filters, now)
  const after = later(filters.due_after, place.due_after)
  const before = earlier(filters.due_before, place.due_before)
  return {
    ...(filters.priority.length > 0 && { priority: filters.priority }),
    ...(after && { due_after: after }),
    ...(before && { due_before: before }),
    ...(filters.overdue && { overdue: true }),
    ...(filters.tags.length > 0 && { tags: filters.tags, tags_match: filters.tags_match || 'any' }),
    ...(address.tagId && { tag_id: address.tagId }),
    ...(filters.q && { q: filters.q }),
    ...(place.status && { status: place.status }),
    ...(place.trashed && { trashed: true }),
    sort: filters.sort || place.sort,
  }
}

type Place = Pick<ListTasksForPageInput, 'status' | 'trashed' | 'sort' | 'due_after' | 'due_before'>

const PLACES: Record<ListKind, (filters: PageFilters, now: PageNow) => Place> = {
  today: (_filters, now) => ({ status: 'active', due_before: addDays(now.today, 2) }),
  upcoming: (_filters, now) => ({ status: 'active', due_after: now.tomorrow }),
  all: chosenStatus,
  tag: chosenStatus,
  completed: () => ({ status: 'completed', sort: '-completed_at' }),
  trash: () => ({ trashed: true, sort: '-deleted_at' }),
}

/** Active ones, unless the address says otherwise; a search looks everywhere. */
function chosenStatus({ status, q }: PageFilters): Place {
  if (status === 'any' || (status === '' && q)) return {}
  return { status: status || 'active' }
}

function sortOptions({ sort, q }: PageFilters) {
  const options = [
    ...(q ? [{ value: '', label: 'Best match' }] : []),
    { value: 'due_date', label: 'Due date' },
    { value: '-priority', label: 'Priority' },
    { value: '-created_at', label: 'Newest first' },
    { value: '-updated_at', label: 'Changed last' },
    { value: 'title', label: 'Title' },
  ]
  return options.map((option, place) => ({
    ...option,
    selected: sort ? option.value === sort : place === 0,
  }))
}

function withCursor({ path, query }: ListAddress, cursor: string | null) {
  const next = new URLSearchParams(query)
  if (cursor) next.set('cursor', cursor)
  else next.delete('cursor')
  return formatAddress({ path, query: next })
}

/** The later of two dates; what is empty or absent sets no bound. */
function later(a: string, b = '') {
  return b > a ? b : a
}

/** The earlier of two dates; what is empty or absent sets no bound. */
function earlier(a: string, b = '') {
  return b && (!a || b < a) ? b : a
}
