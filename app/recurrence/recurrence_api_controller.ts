import type { HttpContext } from '@adonisjs/core/http'
import type { Start } from '#app/recurrence/engine/index'
import { previewToJson } from '#app/recurrence/preview'
import { type PreviewInput, previewBody } from '#app/recurrence/preview_validators'
import { readRecurrence } from '#app/recurrence/read_recurrence'
import { readBody } from '#app/shared/api_input'
import { invalidField } from '#app/shared/problem'
import { isPlainDate, LAST_YEAR, parseRfc3339, today, wallTimeIn } from '#app/shared/time'

const PREVIEW_DEFAULT = 5

export const recurrenceApi = {
  async preview(ctx: HttpContext) {
    const body = await readBody<PreviewInput>(ctx, previewBody)
    refuseUnlessOne(body)
    const zone = body.timezone ?? ctx.actor.timezone
    const recurrence = readRecurrence(body, startOf(body.start ?? today(zone), zone))
    if (!recurrence) throw new Error('a rule that was given was not read')
    return previewToJson(recurrence, body.limit ?? PREVIEW_DEFAULT)
  },
}

function refuseUnlessOne({ rrule, recurrence_pattern: pattern }: PreviewInput) {
  const given = [rrule, pattern].filter((one) => one !== null && one !== undefined).length
  if (given === 0) {
    throw invalidField('rrule', 'required', 'rrule is missing. Give it, or a recurrence_pattern.')
  }
  if (given === 2) {
    throw invalidField(
      'recurrence_pattern',
      'exclusive',
      'recurrence_pattern cannot stand beside rrule. Give one of them.'
    )
  }
}

/** A date begins an all-day rule, an instant one with a time: what the clocks of the zone show then. */
function startOf(text: string, zone: string): Start {
  if (isPlainDate(text)) return { wall: text, zone: null }
  const wall = wallTimeIn(parseRfc3339(text) ?? text, zone)
  if (Number.parseInt(wall, 10) <= LAST_YEAR) return { wall, zone }
  throw invalidField(
    'start',
    'date',
    `start is after the year ${LAST_YEAR} in ${zone}. Begin earlier.`
  )
}
