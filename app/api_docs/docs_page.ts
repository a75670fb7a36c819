import type { HttpContext } from '@adonisjs/core/http'
import type { OpenApiDocument } from '#app/api_docs/openapi_document'
export function renderDocsPage(view: HttpContext['view'], document: OpenApiDocument) {
  return view.render('api_docs/page', { document })
}
