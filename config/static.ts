import { defineConfig } from '@adonisjs/static'

/** Files under `public/assets` carry a hash in their names, so a browser may keep them for a year. */
export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  headers: (path) =>
    path.includes('/assets/')
      ? { 'cache-control': 'public, max-age=31536000, immutable' }
      : { 'cache-control': 'public, max-age=3600' },
})
