import { apiDocs } from '#app/api_docs/api_docs_controller'
import type { ApiResponse, ApiRoute } from '#app/shared/api_route'

const unchanged: ApiResponse = { description: 'Nothing new since the ETag in `If-None-Match`.' }

export const documentRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/openapi.json',
    name: 'readOpenApi',
    summary: 'Read this description',
    description: 'OpenAPI 3.1, made from the routes and their validators. Needs no token.',
    tag: 'Documents',
    ability: null,
    responses: {
      200: {
        description: 'The document.',
        schema: {
          type: 'object',
          properties: { openapi: { type: 'string', pattern: '^3\\.1\\.' } },
          required: ['openapi', 'paths'],
        },
        etag: true,
      },
      304: unchanged,
    },
    handle: apiDocs.openapi,
  },
  {
    method: 'GET',
    path: '/asyncapi.json',
    name: 'readAsyncApi',
    summary: 'Read the description of the events',
    description:
      'AsyncAPI 3.0, made from the catalogue of events: topics, who reads them, and what each event tells. Needs no token.',
    tag: 'Documents',
    ability: null,
    responses: {
      200: {
        description: 'The document.',
        schema: {
          type: 'object',
          properties: { asyncapi: { type: 'string', pattern: '^3\\.0\\.' } },
          required: ['asyncapi', 'channels', 'operations'],
        },
        etag: true,
      },
      304: unchanged,
    },
    handle: apiDocs.asyncapi,
  },
  {
    method: 'GET',
    path: '/docs',
    name: 'readApiDocs',
    summary: 'Read it as a page',
    description: 'The same for people. Needs no token.',
    tag: 'Documents',
    ability: null,
    responses: {
      200: {
        description: 'The page.',
        schema: { type: 'string' },
        mediaType: 'text/html',
        etag: true,
      },
      304: unchanged,
    },
    handle: apiDocs.page,
  },
]
