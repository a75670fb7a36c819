import type { HttpContext } from '@adonisjs/core/http'

const ORIGIN = 'http://taskflow.invalid' // only to parse with; any address that leaves it is not ours

/**
 * The path and query of an address within this application, or undefined. Browsers read `\` as `/` and skip tabs
 * and line feeds, so `/\evil.example` is another host: the URL parser decides, never the look of the text.
 */
export function localPath(address: unknown): string | undefined {
  if (typeof address !== 'string' || !address.startsWith('/')) return undefined
  try {
    const url = new URL(address, ORIGIN)
    const path = url.pathname + url.search
    // A path such as `/.//evil.example` is normalised to one that starts with two slashes.
    return url.origin === ORIGIN && !path.startsWith('//') ? path : undefined
  } catch {
    return undefined
  }
}

/** The page of ours that sent this request, as its path and query. */
export function refererPath(ctx: HttpContext): string | undefined {
  try {
    const referer = new URL(ctx.request.header('referer') ?? '')
    return referer.host === ctx.request.host()
      ? localPath(referer.pathname + referer.search)
      : undefined
  } catch {
    return undefined
  }
}
