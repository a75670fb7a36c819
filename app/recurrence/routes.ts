import { previewExample } from '#app/recurrence/api_schemas'
import { eitherRuleOrPattern, previewBody } from '#app/recurrence/preview_validators'
import { recurrenceApi } from '#app/recurrence/recurrence_api_controller'
import type { ApiRoute } from '#app/shared/api_route'
import { ref } from '#app/shared/json_schema'

export const recurrenceApiRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/recurrence/preview',
    name: 'previewRecurrence',
    summary: 'Try out how something repeats',
    description:
      'The words and the next dates of a rule or a pattern; of one that is refused, why. Nothing is changed. A start that does not match is moved to the first date.',
    tag: 'Recurrence',
    ability: 'tasks:read',
    body: previewBody,
    bodyRules: [eitherRuleOrPattern],
    bodyExample: {
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=31',
      start: '2026-11-21T18:00:00+01:00',
      timezone: 'Europe/Paris',
      limit: 3,
    },
    responses: {
      200: {
        description: 'How it reads, and when it comes.',
        schema: ref('RecurrencePreview'),
        example: previewExample,
      },
    },
    handle: recurrenceApi.preview,
  },
]
