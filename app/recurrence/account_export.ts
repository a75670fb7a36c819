import { registerExportSection } from '#app/identity/account_export'
import { seriesPage } from '#app/recurrence/series_store'
import { seriesToJson } from '#app/recurrence/series_transformer'
import { database } from '#app/shared/database'

registerExportSection({
  name: 'series',
  /** How tasks repeat, as RFC 5545 text with its start, ended ones too; tasks name theirs by `series_id`. */
  async *batches(userId) {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const batch = await seriesPage(database(), userId, after)
      yield batch.map(seriesToJson)
      const last = batch.at(-1)
      if (!last) return
      after = last.id
    }
  },
})
