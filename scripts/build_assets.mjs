/*
 * Bundles resources/css and resources/js into public/assets, each file with a hash of its content in the name, and
 * writes public/assets/manifest.json, which `asset('app.css')` in a template reads (app/shared/assets.ts).
 *
 *   node scripts/build_assets.mjs            builds
 *   import { buildAssetsIfStale } from …     builds only when a source is newer than the manifest
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const assetsFolder = join(root, 'public/assets')
const manifestFile = join(assetsFolder, 'manifest.json')
const entries = ['resources/css/app.css', 'resources/css/api_docs.css', 'resources/js/app.js']

/** What, besides the sources, changes the output: this script and the versions of what is bundled. */
const alsoSources = ['scripts/build_assets.mjs', 'package-lock.json']

/** Files of earlier builds stay this long, for pages that are still open in a browser. */
const KEEP_OLD_BUILDS_MS = 24 * 60 * 60 * 1000

/** Builds everything and returns the manifest: `{ 'app.css': 'app.1A2B3C4D.css', … }`. */
export async function buildAssets() {
  const startedAt = new Date()
  const bundles = await bundle()
  await mkdir(assetsFolder, { recursive: true })

  const manifest = {}
  for (const { name, contents } of bundles) {
    manifest[name] = hashedName(name, contents)
    await writeWhole(join(assetsFolder, manifest[name]), contents)
  }
  await writeWhole(manifestFile, JSON.stringify(manifest, null, 2) + '\n')
  // A source saved while we were bundling must look newer than the manifest.
  await utimes(manifestFile, startedAt, startedAt)
  await removeOldBuilds(new Set([...Object.values(manifest), 'manifest.json']))
  return manifest
}

/** Builds when a source is newer than the last build or a built file is missing; otherwise costs a few `stat`s. */
export async function buildAssetsIfStale() {
  return (await isUpToDate()) ? readManifest() : buildAssets()
}

async function bundle() {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: '[name]',
    outdir: assetsFolder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    legalComments: 'none',
    logLevel: 'warning',
    alias: { alpinejs: '@alpinejs/csp' },
  })
  return outputFiles.map((file) => ({
    name: file.path.split(/[\\/]/).pop(),
    contents: file.contents,
  }))
}

function hashedName(name, contents) {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10)
  return name.replace(/\.(\w+)$/, `.${hash}.$1`)
}

/** A reader sees the old file or the whole new one, even when two processes build at once. */
async function writeWhole(path, contents) {
  const temporary = `${path}.${randomUUID()}.tmp`
  await writeFile(temporary, contents)
  await rename(temporary, path)
}

async function removeOldBuilds(current) {
  for (const name of await readdir(assetsFolder)) {
    if (current.has(name)) continue
    const path = join(assetsFolder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > KEEP_OLD_BUILDS_MS) await rm(path, { force: true })
  }
}

async function isUpToDate() {
  const builtAt = await modifiedAt(manifestFile)
  if (builtAt === null) return false

  const built = Object.values(await readManifest().catch(() => ({})))
  const builtTimes = await Promise.all(built.map((name) => modifiedAt(join(assetsFolder, name))))
  if (built.length < entries.length || builtTimes.includes(null)) return false

  const sourceTimes = await Promise.all((await sources()).map(modifiedAt))
  return sourceTimes.every((time) => time === null || time <= builtAt)
}

async function sources() {
  const found = alsoSources.map((path) => join(root, path))
  for (const folder of ['resources/css', 'resources/js']) {
    for (const entry of await readdir(join(root, folder), {
      recursive: true,
      withFileTypes: true,
    })) {
      found.push(join(entry.parentPath, entry.name)) // folders too: their time changes when a file goes
    }
  }
  return found
}

async function modifiedAt(path) {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => null
  )
}

async function readManifest() {
  return JSON.parse(await readFile(manifestFile, 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = await buildAssets()
  for (const [name, file] of Object.entries(manifest)) {
    const { size } = await stat(join(assetsFolder, file))
    console.log(`${name}  ${(size / 1024).toFixed(1)} KB  public/assets/${file}`)
  }
}
