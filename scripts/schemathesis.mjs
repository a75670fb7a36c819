/*
 * `npm run test:api-schema [-- OPTIONS OF schemathesis]`: holds a running server against its own OpenAPI document.
 * schemathesis is a Python program: it lives in a virtual environment outside of the checkout, made once for each
 * list of versions.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { launch, ROOT } from './launch.mjs'

ensureDependencies(ROOT, { development: true })
const { buildAssetsIfStale } = await import('./build_assets.mjs')
await buildAssetsIfStale()
launch('tests/schemathesis/run.ts', process.argv.slice(2), { SCHEMATHESIS: ensureSchemathesis() })

/** Path of the program; installs it when these versions are not there yet. */
function ensureSchemathesis() {
  const requirements = join(ROOT, 'tests', 'schemathesis', 'requirements.txt')
  const versions = createHash('sha256')
    .update(readFileSync(requirements))
    .digest('hex')
    .slice(0, 12)
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'taskflow', `schemathesis-${versions}`)
  const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  const finished = join(folder, 'finished')
  if (!existsSync(finished)) {
    process.stderr.write('Installing schemathesis …\n')
    rmSync(folder, { recursive: true, force: true })
    run(process.env.PYTHON || 'python3', ['-m', 'venv', folder])
    run(join(programs, 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '-r',
      requirements,
    ])
    writeFileSync(finished, '')
  }
  return join(programs, 'schemathesis')
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === 0) return
  const why = error ? `cannot be run: ${error.message}` : 'failed, see the lines above'
  process.stderr.write(
    `${program} ${why}. The check of the API's description needs Python 3.10 or later with pip.\n`
  )
  process.exit(1)
}
