import { underLease } from '#app/messaging/under_lease'
import type { Worker } from '#app/platform/worker'
import { zoneDataWork } from '#app/tasks/zone_data_work'

const zoneData: Worker = {
  name: 'zone data',
  start: () => underLease('zone-data', zoneDataWork),
}

/** In web alone. */
export const taskWorkers: readonly Worker[] = [zoneData]
