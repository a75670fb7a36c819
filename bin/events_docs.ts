/* Writes what docs/ says of events from the catalogue: `npm run events:docs`. A test holds them in step. */
import { readFileSync, writeFileSync } from 'node:fs'
import { asyncApiText } from '#app/messaging/asyncapi_text'
import { withCatalogue } from '#app/messaging/catalogue_page'

writeFileSync('docs/asyncapi.json', asyncApiText())
writeFileSync('docs/events.md', withCatalogue(readFileSync('docs/events.md', 'utf8')))
