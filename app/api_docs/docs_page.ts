import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { docsOperation } from '#app/api_docs/docs_operation'
import type { OpenApiDocument } from '#app/api_docs/openapi_document'
import { blockHtml } from '#app/api_docs/own_markdown'
import { settings } from '#app/platform/settings'

let rendered: string | undefined

/** The page of the document. It never changes while a process runs, but for templates that are being written. */
export async function renderDocsPage(
  view: HttpContext['view'],
  document: OpenApiDocument
): Promise<string> {
  if (rendered === undefined || !app.inProduction) {
    rendered = await view.render('api_docs/page', docsPage(document))
  }
  return rendered
}

/** What the template shows: what holds everywhere, chapter by chapter, then the operations by their tags. */
export function docsPage(document: OpenApiDocument) {
  const [lead = '', ...chapters] = document.info.description.split(/^## /m)
  return {
    title: document.info.title,
    version: document.info.version,
    leadHtml: blockHtml(lead),
    chapters: chapters.map(chapter),
    groups: document.tags.map((tag) => ({
      name: tag.name,
      description: tag.description,
      operations: operationsOf(document, tag.name),
    })),
  }
}

function chapter(text: string) {
  const [title = '', ...rest] = text.split('\n')
  return {
    id: title.toLowerCase().replaceAll(/\W+/g, '-'),
    title,
    html: blockHtml(rest.join('\n')),
  }
}

function operationsOf({ paths, servers }: OpenApiDocument, tag: string) {
  const base = `${settings().appUrl}${servers[0]?.url ?? ''}`
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => docsOperation(method, path, operation, base))
  )
}
