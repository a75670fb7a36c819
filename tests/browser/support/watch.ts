import type { BrowserContext, Page, Response } from 'playwright-core'
import { baseUrl } from '#tests/support/settings'

/** Chromium says this of every answer from 400 on; which of them are wrong, is decided by the answer itself. */
const FAILED_LOAD = /^Failed to load resource/

/**
 * Collects what must happen on no page: a request to another origin, a violation of the Content-Security-Policy, an
 * error in the console or in a script, an answer of 500 or more, a part of a page that is missing.
 */
export async function watch(context: BrowserContext): Promise<string[]> {
  const wrong: string[] = []
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== new URL(baseUrl).origin && protocol !== 'data:') {
      wrong.push(`asked another origin: ${request.url()}`)
    }
  })
  context.on('response', (response) => {
    if (response.status() >= 500 || (response.status() >= 400 && isPart(response))) {
      wrong.push(`${response.status()} ${response.request().method()} ${response.url()}`)
    }
  })
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !FAILED_LOAD.test(message.text())) {
      wrong.push(`console: ${message.text()} (${message.page()?.url()})`)
    }
  })
  context.on('weberror', (error) => void wrong.push(`script: ${error.error().message}`))
  await context.exposeBinding(
    'reportCspViolation',
    (_source, text: string) => void wrong.push(`CSP: ${text}`)
  )
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportCspViolation(text: string): void })
        .reportCspViolation
      report(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`
      )
    })
  })
  return wrong
}

/** A style sheet, script or picture, in contrast to a page, which may well be a 404 or a form with errors. */
function isPart(response: Response) {
  return !['document', 'fetch'].includes(response.request().resourceType())
}

export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
}
