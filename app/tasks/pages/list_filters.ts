import { isPlainDate } from '#app/shared/time'
import { PRIORITIES, type Priority, type TaskStatus } from '#app/tasks/task'
import { SORTS, type SortField } from '#app/tasks/task_validators'
import { formatAddress, type ListAddress } from '#app/tasks/pages/list_address'

/** What the address of a list asks for. What it says wrongly is left out: an address is not a form. */
export interface PageFilters {
  q: string
  status: TaskStatus | 'any' | ''
  priority: Priority[]
  tags: string[]
  tags_match: 'all' | ''
  due_before: string
  due_after: string
  overdue: boolean
  sort: SortField | `-${SortField}` | ''
}

const STATUSES = ['active', 'completed', 'any']
const Q_MAX_LENGTH = 500
const TAGS_MAX = 50

export function readFilters({ query }: ListAddress): PageFilters {
  const date = (name: string) => (isPlainDate(query.get(name) ?? '') ? (query.get(name) ?? '') : '')
  const oneOf = <T extends string>(name: string, allowed: readonly string[]) =>
    (allowed.includes(query.get(name) ?? '') ? query.get(name) : '') as T | ''
  return {
    q: (query.get('q') ?? '').replaceAll('\u0000', '').trim().slice(0, Q_MAX_LENGTH),
    status: oneOf('status', STATUSES),
    priority: PRIORITIES.filter((priority) => query.getAll('priority').includes(priority)),
    tags: query
      .getAll('tags')
      .filter((name) => name.trim() !== '' && !name.includes('\u0000'))
      .slice(0, TAGS_MAX),
    tags_match: oneOf('tags_match', ['all']),
    due_before: date('due_before'),
    due_after: date('due_after'),
    overdue: query.get('overdue') === 'true',
    sort: oneOf(
      'sort',
      SORTS.flatMap((field) => [field, `-${field}`])
    ),
  }
}

export interface FilterChip {
  label: string
  removeUrl: string
}

/** What narrows the list, in words, each with the address of the list without it. */
export function filterChips(address: ListAddress, filters: PageFilters): FilterChip[] {
  const without = (name: string, value?: string) => {
    const query = new URLSearchParams(address.query)
    query.delete('cursor')
    if (value === undefined) query.delete(name)
    else query.delete(name, value)
    return formatAddress({ path: address.path, query })
  }
  const chips: FilterChip[] = []
  const add = (label: string, name: string, value?: string) =>
    chips.push({ label, removeUrl: without(name, value) })
  if (filters.q) add(`“${filters.q}”`, 'q')
  if (filters.status) add(STATUS_WORDS[filters.status], 'status')
  for (const priority of filters.priority) add(`${priority} priority`, 'priority', priority)
  for (const tag of filters.tags) add(tag, 'tags', tag)
  if (filters.tags_match && filters.tags.length > 1) add('every tag', 'tags_match')
  if (filters.due_after) add(`from ${filters.due_after}`, 'due_after')
  if (filters.due_before) add(`before ${filters.due_before}`, 'due_before')
  if (filters.overdue) add('overdue', 'overdue')
  return chips
}

const STATUS_WORDS = { active: 'active', completed: 'completed', any: 'active and completed' }
