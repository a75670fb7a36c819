import { openApiDocument, type OpenApiDocument, tagOf } from '#app/api_docs/openapi_document'
import { apiRoutes, apiSchemas } from '#app/shared/api_router'

/** The document of this process's routes, with its text and its entity tag. */
export interface ApiDocument {
  document: OpenApiDocument
  text: string
  etag: string
}

let made: ApiDocument | undefined

/** Made on the first request, when every route is mounted; the routes of a process never change after that. */
export function apiDocument(): ApiDocument {
  made ??= make()
  return made
}

function make(): ApiDocument {
  const document = openApiDocument(apiRoutes(), apiSchemas())
  const text = JSON.stringify(document, null, 2)
  return { document, text, etag: tagOf(text) }
}
