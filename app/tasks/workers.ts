import { underLease } from '#app/messaging/under_lease'
import type { Worker } from '#app/platform/worker'
import { registerOccurrenceMetrics } from '#app/tasks/occurrences/metrics'
import { seriesSweepWork } from '#app/tasks/occurrences/series_sweep_work'
import { zoneDataWork } from '#app/tasks/zone_data_work'

const zoneData: Worker = {
  name: 'zone data',
  start: () => underLease('zone-data', zoneDataWork),
}

const seriesSweep: Worker = {
  name: 'series sweep',
  start() {
    registerOccurrenceMetrics()
    return underLease('series-sweep', seriesSweepWork)
  },
}

/** In web alone. */
export const taskWorkers: readonly Worker[] = [zoneData, seriesSweep]
