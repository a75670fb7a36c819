import type { EventDataByType } from '#app/messaging/event_data'
import * as schemas from '#app/messaging/event_schemas'
import type { TopicName } from '#app/messaging/topics'
import type { JsonSchema } from '#app/shared/json_schema'

export type EventType = keyof EventDataByType
export type EventData<Type extends EventType = EventType> = EventDataByType[Type]

/** The events that are about a task. */
export type TaskEventType = Extract<EventType, `task.${string}`>

export interface EventEntry {
  description: string
  /** Of `data`: one more when a field goes or means something else; new fields come without. */
  schemaVersion: number
  topic: TopicName
  /** Where a shortened record goes too, for live pages. */
  updatesTopic?: TopicName
  /** JSON Schema of `data`; `#/components/schemas/…` are the `EVENT_SHAPES`. */
  data: JsonSchema
}

const first = { schemaVersion: 1, topic: 'task-events' } as const
const ofTask = { ...first, updatesTopic: 'task-updates' } as const
const ofChangedTask = { ...ofTask, data: schemas.changedTaskData }

const TASK_EVENTS = {
  'task.created': { ...ofTask, description: 'A task was made.', data: schemas.taskData },
  'task.updated': {
    ...ofChangedTask,
    description: 'Fields of a task changed; neither completed, reopened, deleted nor restored.',
  },
  'task.completed': { ...ofChangedTask, description: 'An active task was completed.' },
  'task.skipped': { ...ofChangedTask, description: 'An occurrence of a series was skipped.' },
  'task.reopened': { ...ofChangedTask, description: 'A completed task is active again.' },
  'task.deleted': { ...ofChangedTask, description: 'A task went to the trash.' },
  'task.restored': { ...ofChangedTask, description: 'A task came back from the trash.' },
  'task.purged': {
    ...ofTask,
    description: 'A task was deleted for good; only its id is left.',
    data: schemas.purgedTaskData,
  },
} satisfies Record<TaskEventType, EventEntry>

/** Of what repeats; its occurrences are tasks, with events of their own. */
const SERIES_EVENTS = {
  'series.created': {
    ...first,
    description: 'A task repeats from now on, or a series was divided: this is the later part.',
    data: schemas.seriesData,
  },
  'series.updated': {
    ...first,
    description: 'A series has another rule, start, zone or mode.',
    data: schemas.changedSeriesData,
  },
  'series.ended': {
    ...first,
    description: 'Nothing follows in a series any more: by its rule, by its person, or divided.',
    data: schemas.changedSeriesData,
  },
  'series.resumed': {
    ...first,
    description: 'A series that had ended goes on, as what ended it was taken back.',
    data: schemas.changedSeriesData,
  },
} satisfies Record<Extract<EventType, `series.${string}`>, EventEntry>

/** Renaming and deleting leave the versions of tasks alone, so no event of a task goes with these. */
const TAG_EVENTS = {
  'tag.created': {
    ...first,
    description: 'A tag was made, by itself or on the way by a task that names it.',
    data: schemas.countedTagData(
      'How many tasks have it from the start: 0, unless its deletion was taken back.'
    ),
  },
  'tag.updated': {
    ...first,
    description: 'A tag has another name or colour.',
    data: schemas.changedTagData,
  },
  'tag.deleted': {
    ...first,
    description: 'A tag was deleted, and so taken off every task that had it.',
    data: schemas.countedTagData('How many tasks lost it, those in the trash included.'),
  },
} satisfies Record<Extract<EventType, `tag.${string}`>, EventEntry>

const OTHER_EVENTS = {
  'account.deleted': {
    ...first,
    description: 'An account was deleted with everything of it: drop what you keep of user_id.',
    data: schemas.noData,
  },
  'reminder.due': {
    schemaVersion: 1,
    topic: 'reminders',
    description: 'It is time to tell the owner about a task.',
    data: schemas.reminderData,
  },
} satisfies Partial<Record<EventType, EventEntry>>

/** Every event there is. A module that has more adds its table here, and their data to `EventDataByType`. */
export const CATALOGUE: Readonly<Record<EventType, EventEntry>> = {
  ...TASK_EVENTS,
  ...SERIES_EVENTS,
  ...TAG_EVENTS,
  ...OTHER_EVENTS,
}

export const EVENT_TYPES = Object.keys(CATALOGUE) as EventType[]

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(CATALOGUE, name)
}

/** In a rolling update a relay may meet types of the next release: they go where most do. */
export function topicOf(type: string): TopicName {
  return isEventType(type) ? CATALOGUE[type].topic : first.topic
}

/** Undefined for those that live pages do not follow. */
export function updatesTopicFor(type: string): TopicName | undefined {
  return isEventType(type) ? CATALOGUE[type].updatesTopic : undefined
}

export { shortenForUpdates, type TaskUpdate } from '#app/messaging/task_update'
