/* The server. `npm start` runs it on the right Node; in an image it runs by itself. */
import 'reflect-metadata'
import { printFailure } from '#app/platform/ignitor'
import { serve } from '#app/platform/serve'

try {
  await serve()
} catch (error) {
  await printFailure(error)
  process.exit(1)
}
