import type { SeriesSnapshot } from '#app/messaging/event_data'
import type { NewEvent } from '#app/messaging/record_event'
import { changesBetween } from '#app/messaging/changes_between'
import type { Series } from '#app/recurrence/series'

/** A series as events and the API write it. */
export function seriesToJson(series: Series): SeriesSnapshot {
  return {
    id: series.id,
    rrule: series.rule,
    recurrence_pattern: series.pattern,
    recurrence_mode: series.mode,
    start: series.startWall,
    timezone: series.timezone,
    ended_at: series.endedAt,
    ended_by: series.endedBy,
    previous_series_id: series.previousId,
    version: series.version,
    created_at: series.createdAt,
    updated_at: series.updatedAt,
  }
}

export function seriesCreated(series: Series): NewEvent {
  return { type: 'series.created', taskId: null, data: { series: seriesToJson(series) } }
}

/** The event of a change that was made, whatever made it. */
export function seriesChanged(before: Series, after: Series): NewEvent {
  const series = seriesToJson(after)
  const changes = changesBetween(seriesToJson(before), series)
  return { type: typeOfChange(before, after), taskId: null, data: { series, changes } }
}

function typeOfChange(before: Series, after: Series) {
  if (!before.endedAt && after.endedAt) return 'series.ended'
  if (before.endedAt && !after.endedAt) return 'series.resumed'
  return 'series.updated'
}
