import { defineConfig } from '@adonisjs/core/bodyparser'

/** The largest body that any route takes; more is answered 413. */
const BODY_LIMIT = '1mb'

export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    limit: BODY_LIMIT,
    convertEmptyStringsToNull: false,
    types: ['application/x-www-form-urlencoded'],
  },
  json: {
    limit: BODY_LIMIT,
    convertEmptyStringsToNull: false,
    strict: false,
    types: ['application/json', 'application/merge-patch+json'],
  },
  multipart: { autoProcess: false, types: [] },
  raw: { types: [] },
})
