import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const manifestFile = fileURLToPath(new URL('../../public/assets/manifest.json', import.meta.url))

let manifest: Record<string, string> = {}
let readAt: number | null = null

/**
 * The address of a built asset: `asset('app.css')` is `/assets/app.<hash>.css`. With `fresh` the manifest is looked
 * at again on every call, so that a rebuild shows without a restart.
 */
export function asset(name: string, fresh = process.env.NODE_ENV !== 'production'): string {
  if (readAt === null || fresh) readManifest()
  const file = manifest[name]
  if (!file) throw new Error(`There is no asset "${name}". Run: node scripts/build_assets.mjs`)
  return `/assets/${file}`
}

function readManifest() {
  const modifiedAt = statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs
  if (modifiedAt === undefined) {
    throw new Error('The assets are not built yet. Run: node scripts/build_assets.mjs')
  }
  if (modifiedAt === readAt) return
  manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  readAt = modifiedAt
}
