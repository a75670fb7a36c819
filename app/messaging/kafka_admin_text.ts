import type { GroupLag } from '#app/messaging/kafka_admin_lag'
import type { TopicComparison, TopicDifference } from '#app/messaging/kafka_admin_topics'
import { textTable } from '#app/shared/text_table'

const DAY_MS = 24 * 60 * 60 * 1000

export function comparisonsAsText(comparisons: readonly TopicComparison[]): string {
  return textTable(
    [
      { head: 'Topic', of: ({ wanted }) => wanted.name },
      { head: 'Partitions', of: ({ wanted }) => String(wanted.partitions), align: 'right' },
      { head: 'there', of: ({ found }) => String(found?.partitions ?? '–'), align: 'right' },
      { head: 'Retention', of: ({ wanted }) => days(wanted.retentionMs), align: 'right' },
      {
        head: 'there',
        of: ({ found }) => (found ? days(found.retentionMs) : '–'),
        align: 'right',
      },
      { head: 'State', of: ({ differences }) => state(differences) },
    ],
    comparisons
  )
}

export function lagsAsText(lags: readonly GroupLag[]): string {
  return textTable(
    [
      { head: 'Group', of: ({ group }) => group },
      { head: 'Topic', of: ({ topic }) => topic },
      { head: 'Partition', of: ({ partition }) => String(partition ?? '–'), align: 'right' },
      { head: 'Committed', of: ({ committed }) => committed ?? '–', align: 'right' },
      { head: 'End', of: ({ end }) => end ?? 'no topic', align: 'right' },
      { head: 'Behind', of: ({ lag }) => String(lag), align: 'right' },
    ],
    lags
  )
}

/** Where there are several the columns before tell which. */
function state([first, second]: readonly TopicDifference[]): string {
  return second ? 'differs' : (first ?? 'as wanted')
}

function days(retentionMs: number): string {
  if (retentionMs < 0) return 'for ever'
  return `${Number((retentionMs / DAY_MS).toFixed(2))} days`
}
