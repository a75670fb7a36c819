import { asyncApiDocument } from '#app/messaging/asyncapi_document'
import { VERSION } from '#app/platform/version'

let made: string | undefined

/** The document as it is served, and as it stands in docs/asyncapi.json. */
export function asyncApiText(): string {
  made ??= `${JSON.stringify(asyncApiDocument(VERSION), null, 2)}\n`
  return made
}
