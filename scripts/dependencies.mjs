/*
 * Runs before anything is installed, so: plain JavaScript for Node 18 and later, and nothing but Node's own modules.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs what `package-lock.json` locks when it is missing or another version; silent unless that fails. */
export function ensureDependencies(root, { development = false } = {}) {
  if (dependenciesInStep(root, { development })) return
  process.stderr.write('Installing dependencies (npm ci) …\n')
  const args = [
    'ci',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    ...(development ? ['--include=dev'] : []),
  ]
  const result = npm(args, root)
  if (result.status === 0 && existsSync(nodeOf(root))) return
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}\n`)
  process.stderr.write('The dependencies could not be installed: see the lines above.\n')
  process.exit(1)
}

/** Whether every package that `npm ci` would install is there in its locked version, by npm's own record. */
export function dependenciesInStep(root, { development = false } = {}) {
  const locked = packagesIn(join(root, 'package-lock.json'))
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (!locked || !installed || !existsSync(nodeOf(root))) return false
  return Object.entries(locked).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '' || wanted.link) return true
    if (!found) return wanted.optional || ((wanted.dev || wanted.devOptional) && !development)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** The Node that the product runs on: a dependency of its own, whatever the machine has. */
export function nodeOf(root) {
  return join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node'
  )
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The npm that runs this script, if one does: `npm` alone is a .cmd on Windows, which needs a shell. */
function npm(args, cwd) {
  const cli = process.env.npm_execpath
  const options = { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
  if (cli?.endsWith('.js')) return spawnSync(process.execPath, [cli, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
