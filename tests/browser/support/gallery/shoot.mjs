/*
 * Pictures of the gallery (tmp/gallery/*.png) and what axe finds in it.
 *   node tests/browser/support/gallery/shoot.mjs [part of an address …]
 */
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import chromiumPackage from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import { pages } from './pages.mjs'
import { startGallery } from './server.mjs'

const folder = fileURLToPath(new URL('../../../../tmp/gallery/', import.meta.url))
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wanted = process.argv.slice(2)
const sizes = {
  wide: { width: 1280, height: 860 },
  middle: { width: 800, height: 860 },
  phone: { width: 360, height: 760 },
  // What a phone's page is at 400 % (WCAG 1.4.10).
  narrowest: { width: 320, height: 640 },
}

await mkdir(folder, { recursive: true })
const gallery = await startGallery()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || (await chromiumPackage.executablePath()),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
})
let problems = 0
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      bypassCSP: false,
      hasTouch: viewport.width < 400,
      deviceScaleFactor: viewport.width < 400 ? 2 : 1,
    })
    const page = await context.newPage()
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/404/.test(message.text()) &&
        console.log('  console:', message.text())
    )
    page.on('pageerror', (error) => console.log('  error:', error.message))
    for (const path of Object.keys(pages)) {
      if (wanted.length && !wanted.some((part) => path.includes(part))) continue
      await page.goto(gallery.url + path)
      await page.screenshot({
        path: `${folder}${path.slice(1).replaceAll('/', '-')}.${size}.${colorScheme}.png`,
      })
      const scrollsSideways = await page.evaluate(
        () => document.documentElement.scrollWidth > innerWidth
      )
      if (scrollsSideways) console.log(`${path} ${size}: scrolls sideways`)
      await page.evaluate(axe)
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        })
      )
      for (const violation of violations) {
        problems += 1
        console.log(`${path} ${size} ${colorScheme}: ${violation.id}`)
        for (const node of violation.nodes.slice(0, 4)) {
          console.log(
            `    ${node.target.join(' ')}: ${node.any[0]?.message ?? node.failureSummary}`
          )
        }
      }
    }
    await context.close()
  }
}
await browser.close()
await gallery.stop()
console.log(problems ? `${problems} findings` : 'axe finds nothing')
