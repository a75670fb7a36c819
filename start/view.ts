import edge from 'edge.js'
import { asset } from '#app/shared/assets'
import { htmlAttributes } from '#app/shared/html_attributes'
import { timeZoneNames } from '#app/shared/time_zone_names'

/** What every template may call without being handed it. */
edge.global('asset', (name: string) => asset(name))
edge.global('timeZoneNames', timeZoneNames)
edge.global('html', {
  ...edge.globals.html,
  attrs: (values: Record<string, unknown>) => edge.globals.html.safe(htmlAttributes(values)),
})

/** The indentation of the templates is for their readers; a page of 50 rows is a quarter smaller without it. */
edge.processor.process('raw', ({ raw }) => raw.replace(/^[ \t]+/gm, ''))
