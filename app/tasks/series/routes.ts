import type { ApiRoute } from '#app/shared/api_route'
import { ref } from '#app/shared/json_schema'
import { occurrencesQuery, seriesApi } from '#app/tasks/series/series_api_controller'
import { occurrencesExample, seriesAnswerExample } from '#app/tasks/series/api_schemas'

const id = { id: { type: 'string', format: 'uuid', examples: [seriesAnswerExample.id] } }

export const seriesApiRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/series/{id}',
    name: 'showSeries',
    summary: 'Read a series',
    description: 'How a task repeats, and what became of its occurrences.',
    tag: 'Recurrence',
    ability: 'tasks:read',
    params: id,
    responses: {
      200: { description: 'The series.', schema: ref('Series'), example: seriesAnswerExample },
    },
    handle: seriesApi.show,
  },
  {
    method: 'GET',
    path: '/series/{id}/occurrences',
    name: 'listOccurrences',
    summary: 'List the occurrences of a series',
    description:
      'Those that are closed, the open one, and the dates to come, which are no tasks yet. After completion: as they come when each is done on its day.',
    tag: 'Recurrence',
    ability: 'tasks:read',
    params: id,
    query: occurrencesQuery,
    responses: {
      200: {
        description: 'In the order of their dates.',
        schema: ref('SeriesOccurrences'),
        example: occurrencesExample,
      },
    },
    handle: seriesApi.occurrences,
  },
]
