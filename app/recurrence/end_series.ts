import { type EventSource, recordEvents } from '#app/messaging/record_event'
import { ended, type Series } from '#app/recurrence/series'
import { saveSeries } from '#app/recurrence/series_store'
import { seriesChanged } from '#app/recurrence/series_transformer'
import type { Trx } from '#app/shared/database'

/** Ends a series that is locked: nothing follows in it any more. */
export async function endSeries(
  trx: Trx,
  source: EventSource,
  userId: string,
  series: Series,
  endedBy: 'rule' | 'person'
) {
  const after = await saveSeries(trx, series.id, ended(series, endedBy))
  await recordEvents(trx, source, [{ ...seriesChanged(series, after), userId }])
}
