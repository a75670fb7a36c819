import vine from '@vinejs/vine'
import { recurrenceFields, type RecurrenceInput } from '#app/recurrence/recurrence_validators'
import { PAGE_DEFAULT, paging } from '#app/shared/paging'
import { clock } from '#app/shared/clock'
import { invalidField } from '#app/shared/problem'
import { type Instant, parseRfc3339 } from '#app/shared/time'
import { rules } from '#app/shared/vine_rules'
import { type Scope, SCOPES } from '#app/tasks/occurrences/scope'
import {
  DESCRIPTION_MAX_LENGTH,
  PRIORITIES,
  TAGS_PER_TASK,
  TITLE_MAX_LENGTH,
} from '#app/tasks/task'
import type { DueInput } from '#app/tasks/due_date'
import type { Priority, TaskStatus } from '#app/tasks/task'

export const TAG_NAME_MAX_LENGTH = 50
export const BULK_MAX = 200
const QUERY_MAX_LENGTH = 500
const CLOCK_LEAD_MINUTES = 5 // RECURRENCE.md, row 29

const title = () => rules.line(TITLE_MAX_LENGTH)
export const tagName = () => rules.line(TAG_NAME_MAX_LENGTH, { normalForm: true })
const tagNames = () => vine.array(tagName()).maxLength(TAGS_PER_TASK)

const optionalFields = {
  description: rules
    .prose(DESCRIPTION_MAX_LENGTH)
    .nullable()
    .optional()
    .meta({ description: 'Markdown.' }),
  priority: vine.enum(PRIORITIES).optional().meta({ description: 'A new task has medium.' }),
  due_date: rules.dateOrInstant().nullable().optional().meta({
    description:
      'A date makes the task all-day; a time keeps its place on the clock of due_timezone.',
  }),
  due_timezone: rules.timeZone().nullable().optional().meta({
    description:
      'IANA zone of a timed due date. Not given: the task keeps its own, a new one takes the profile’s.',
  }),
  tags: tagNames().optional().meta({ description: 'Names; those that do not exist are made.' }),
  ...recurrenceFields,
}

export const createTaskBody = vine.create({ title: title(), ...optionalFields })
export const updateTaskBody = vine.create({ title: title().optional(), ...optionalFields })
export const taskTagsBody = vine.create({ tags: tagNames() })

export const completeTaskBody = vine.create({
  completed_at: rules
    .instant()
    .optional()
    .meta({
      description: `When it was done, if that is not now (a client that was offline); at most ${CLOCK_LEAD_MINUTES} minutes ahead.`,
    }),
})
export interface CompleteTaskInput {
  completed_at?: string
}

/** The time of a completion that its client gives. Clocks differ a little, so one may be ahead of ours. */
export function completionTime({ completed_at: given }: CompleteTaskInput): Instant | undefined {
  const at = given === undefined ? undefined : parseRfc3339(given)
  if (at === undefined || Date.parse(at) <= clock.nowMs() + CLOCK_LEAD_MINUTES * 60_000) return at
  throw invalidField(
    'completed_at',
    'future',
    `completed_at is more than ${CLOCK_LEAD_MINUTES} minutes ahead of the server. Give when it was done, or leave it out.`
  )
}

/** Fields of a task that are computed or changed elsewhere; they may come along when they agree. */
export const READ_ONLY_FIELDS = [
  'id',
  'status',
  'all_day',
  'due_at',
  'reminder_time',
  'is_recurring',
  'series_id',
  'occurrence_key',
  'next_due_date',
  'next_task_id',
  'version',
  'created_at',
  'updated_at',
  'completed_at',
  'skipped_at',
  'deleted_at',
] as const

export interface UpdateTaskInput extends DueInput, RecurrenceInput {
  title?: string
  description?: string | null
  priority?: Priority
  tags?: string[]
}

export interface CreateTaskInput extends UpdateTaskInput {
  title: string
}

export const SORTS = ['due_date', 'priority', 'created_at', 'updated_at', 'title'] as const
export type SortField = (typeof SORTS)[number]
const SORT_CHOICES = SORTS.flatMap((field) => [field, `-${field}`] as const)

const filters = {
  status: vine.enum(['active', 'completed'] as const).optional(),
  priority: vine
    .array(vine.enum(PRIORITIES))
    .maxLength(PRIORITIES.length)
    .optional()
    .meta({ description: 'Any of these.' }),
  tags: tagNames().optional().meta({ description: 'Names, in any case.' }),
  tags_match: vine
    .enum(['any', 'all'] as const)
    .optional()
    .meta({ description: 'Whether a task has one of the tags (any, unless told) or each.' }),
  due_before: rules.dateOrInstant().optional().meta({ description: 'Due before this; exclusive.' }),
  due_after: rules.dateOrInstant().optional().meta({ description: 'Due from this on; inclusive.' }),
  overdue: rules.queryBoolean().optional().meta({ description: 'Active and past its due date.' }),
  trashed: rules.queryBoolean().optional().meta({ description: 'The trash instead.' }),
}
const sort = {
  sort: vine
    .enum(SORT_CHOICES)
    .optional()
    .meta({ description: 'due_date unless told; a minus turns it round.' }),
}
const q = () => rules.prose(QUERY_MAX_LENGTH)
const SEARCH = { description: 'Words, "a phrase", -without.', examples: ['tomato -basil'] }

export const listTasksQuery = vine.create({
  ...filters,
  q: q().optional().meta(SEARCH),
  ...sort,
  ...paging,
})
export const filterTasksQuery = vine.create({ ...filters, ...sort, ...paging })
export const searchTasksQuery = vine.create({
  q: q().meta(SEARCH),
  ...filters,
  limit: paging.limit,
  cursor: paging.cursor,
})
export const showTaskQuery = vine.create({
  trashed: rules.queryBoolean().optional().meta({ description: 'Also when it is in the trash.' }),
})
const scope = vine.enum(SCOPES).optional()
export const updateTaskQuery = vine.create({
  scope: scope.clone().meta({
    description:
      'Of a task that repeats: this one, it and the following, or all. Unless told: a due date this, a rule or a zone all.',
  }),
})
export const deleteTaskQuery = vine.create({
  permanent: rules.queryBoolean().optional().meta({ description: 'For good: no trash, no undo.' }),
  scope: scope.clone().meta({
    description:
      'Of a task that repeats: all (unless told) ends the repetition, as following does; this skips the open occurrence. Not beside permanent.',
  }),
})
export interface DeleteTaskInput {
  permanent?: boolean
  scope?: Scope
}

export interface TaskFilters {
  status?: TaskStatus
  priority?: Priority[]
  /** Names, compared without regard to case. */
  tags?: string[]
  tags_match?: 'any' | 'all'
  due_before?: string
  due_after?: string
  overdue?: boolean
  trashed?: boolean
  q?: string
  /** Pages only: the tasks of one tag, whatever it is called. */
  tag_id?: string
}

export interface ListTasksInput extends TaskFilters {
  sort?: SortField | `-${SortField}`
  limit?: number
  cursor?: string
}

export function pageSize(input: { limit?: number }): number {
  return input.limit ?? PAGE_DEFAULT
}
