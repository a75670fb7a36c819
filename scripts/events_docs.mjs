/* `npm run events:docs`: writes docs/asyncapi.json and the event types of docs/events.md from the catalogue. */
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
launch('bin/events_docs.ts')
