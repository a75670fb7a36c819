import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { PHONE, WIDE } from '#tests/browser/support/open'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Rules whose answer depends on the colours; all others say the same in light and dark. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** What is wrong with a page as it stands, in light and dark, wide and on a phone; nothing when it is right. */
export async function barriers(page: Page, sizes = [WIDE, PHONE]): Promise<string[]> {
  await page.evaluate(AXE)
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const where = `${size.width} ${colorScheme}`
      found.push(
        ...(await violations(page, colorScheme === 'light')).map((what) => `${where}: ${what}`)
      )
    }
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
      found.push(`${size.width}: scrolls sideways`)
    }
  }
  await page.setViewportSize(sizes[0] ?? WIDE)
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

async function violations(page: Page, allRules: boolean): Promise<string[]> {
  const runOnly = allRules
    ? { type: 'tag', values: WCAG_22_AA }
    : { type: 'rule', values: OF_COLOUR }
  const results = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }).axe.run(
        options
      ),
    { runOnly, resultTypes: ['violations'], preload: false }
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id} ${node.target.join(' ')} (${node.any[0]?.message ?? node.failureSummary})`
    )
  )
}
