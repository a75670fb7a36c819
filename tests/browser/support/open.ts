import assert from 'node:assert/strict'
import { getActiveTest } from '@japa/runner'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type User from '#app/identity/user'
import { browser } from '#tests/browser/support/chromium'
import { watch } from '#tests/browser/support/watch'
import { baseUrl } from '#tests/support/settings'
import { sessionCookie } from '#tests/support/signed_in'

export const WIDE = { width: 1280, height: 800 }
export const PHONE = { width: 360, height: 740 }

/** How long anything that a test waits for may take. */
const DEADLINE_MS = 8000

interface Visit {
  /** Who is signed in; nobody when left out. */
  as?: User
  at?: string
  size?: typeof WIDE
  javaScript?: boolean
  colours?: 'light' | 'dark'
  timezone?: string
  /** More of Playwright's own settings. */
  context?: BrowserContextOptions
}

/**
 * A page of a browser of its own, closed when the test ends; then the test fails when anything went wrong in it that
 * must not (see `watch`).
 */
export async function open({
  as,
  at,
  size = WIDE,
  javaScript = true,
  colours = 'light',
  timezone,
  context: more,
}: Visit) {
  const context = await (
    await browser()
  ).newContext({
    baseURL: baseUrl,
    viewport: size,
    hasTouch: size.width < 700,
    javaScriptEnabled: javaScript,
    colorScheme: colours,
    timezoneId: timezone ?? 'Europe/Paris',
    reducedMotion: 'reduce',
    ...more,
  })
  context.setDefaultTimeout(DEADLINE_MS)
  const wrong = await watch(context)
  getActiveTest()?.cleanup(async () => {
    await context.close()
    assert.deepEqual(wrong, [])
  })
  if (as) {
    await context.addCookies([
      { ...(await sessionCookie(as)), url: baseUrl, httpOnly: true, sameSite: 'Lax' },
    ])
  }
  const page = await context.newPage()
  if (at) await page.goto(at)
  return page
}

/** Waits until an assertion holds; its own message says what was there when the time was up. */
export async function eventually(check: () => unknown | Promise<unknown>) {
  const deadline = Date.now() + DEADLINE_MS
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }
}

/** The titles of the rows, in the order in which they are shown. */
export async function titles(page: Page): Promise<string[]> {
  return page.locator('#main .task .title').allInnerTexts()
}

/** Waits until the list shows these tasks, in any order unless told. */
export async function shows(page: Page, expected: string[], { inOrder = false } = {}) {
  const order = (list: string[]) => (inOrder ? list : [...list].sort())
  await eventually(async () => assert.deepEqual(order(await titles(page)), order(expected)))
}

/** Path and query of the page. */
export function address(page: Page): string {
  const { pathname, search } = new URL(page.url())
  return pathname + search
}
