import edge from 'edge.js'
import { asset } from '#app/shared/assets'
import { timeZoneNames } from '#app/shared/time_zone_names'

/** What every template may call without being handed it. */
edge.global('asset', (name: string) => asset(name))
edge.global('timeZoneNames', timeZoneNames)
