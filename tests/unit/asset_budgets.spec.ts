import { readFile, stat } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'

const CSS_BYTES = 30 * 1024 // as it is served, before compression
const JS_COMPRESSED_BYTES = 40 * 1024

interface AssetBuilder {
  buildAssets(): Promise<Record<string, string>>
  buildAssetsIfStale(): Promise<Record<string, string>>
}

/** Plain JavaScript, so that it runs before anything is installed or compiled. */
const builder = (): Promise<AssetBuilder> =>
  import(new URL('../../scripts/build_assets.mjs', import.meta.url).href)

async function built(name: string): Promise<Buffer> {
  const { buildAssetsIfStale } = await builder()
  const manifest = await buildAssetsIfStale()
  return readFile(new URL(`../../public/assets/${manifest[name]}`, import.meta.url))
}

test.group('Assets', () => {
  test('the styles of every page together stay within 30 KB', async ({ assert }) => {
    assert.isAtMost((await built('app.css')).length, CSS_BYTES)
  })

  test('the scripts of every page together stay within 40 KB compressed', async ({ assert }) => {
    assert.isAtMost(gzipSync(await built('app.js')).length, JS_COMPRESSED_BYTES)
  })

  test('two builds at once leave one whole set of files', async ({ assert }) => {
    const { buildAssets } = await builder()
    const [one, other] = await Promise.all([buildAssets(), buildAssets()])

    assert.deepEqual(one, other)
    assert.include((await built('app.css')).toString(), '@layer')
  })

  test('a build that is up to date is not made again', async ({ assert }) => {
    const { buildAssets, buildAssetsIfStale } = await builder()
    const manifestFile = new URL('../../public/assets/manifest.json', import.meta.url)
    await buildAssets()
    const before = await stat(manifestFile)

    await buildAssetsIfStale()

    assert.equal((await stat(manifestFile)).ino, before.ino)
  })
})
