import type { HttpContext } from '@adonisjs/core/http'
import { apiDocument } from '#app/api_docs/api_document'
import { asyncApiText } from '#app/messaging/asyncapi_text'
import { renderDocsPage } from '#app/api_docs/docs_page'
import { tagOf } from '#app/api_docs/openapi_document'
import { guardPage } from '#app/shared/page_guards'

export const apiDocs = {
  openapi(ctx: HttpContext) {
    const { text, etag } = apiDocument()
    return document(ctx, text, etag)
  },

  asyncapi(ctx: HttpContext) {
    const text = asyncApiText()
    return document(ctx, text, tagOf(text))
  },

  async page(ctx: HttpContext) {
    const html = await renderDocsPage(ctx.view, apiDocument().document)
    await guardPage(ctx)
    return answer(ctx, 'text/html; charset=utf-8', html, tagOf(html))
  },
}

/** Other origins may read it: API explorers run in browsers, and there is nothing personal in it. */
function document(ctx: HttpContext, text: string, etag: string) {
  ctx.response.header('access-control-allow-origin', '*')
  return answer(ctx, 'application/json; charset=utf-8', text, etag)
}

function answer(ctx: HttpContext, type: string, body: string, etag: string) {
  ctx.response.header('etag', etag)
  ctx.response.header('cache-control', 'public, no-cache')
  ctx.response.header('x-content-type-options', 'nosniff')
  if (isKnown(etag, ctx.request.header('if-none-match') ?? '')) {
    return ctx.response.status(304).send(null)
  }
  ctx.response.header('content-type', type)
  ctx.response.send(body)
}

/** Compared weakly (RFC 9110, 13.1.2): proxies that compress make a tag weak. */
function isKnown(etag: string, ifNoneMatch: string) {
  return ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
}
