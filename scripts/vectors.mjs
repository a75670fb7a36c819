/* `npm run vectors -- FILE…`: runs files of test vectors (tests/vectors/README.md); without a file all of the repository's. */
import { resolve } from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
// npm runs scripts in the checkout's folder, but a file is named from where the person stands.
const folder = process.env.INIT_CWD ?? process.cwd()
launch(
  'scripts/vectors.ts',
  process.argv.slice(2).map((file) => resolve(folder, file))
)
