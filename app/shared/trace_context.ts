import { randomUUID } from 'node:crypto'

/** Version 00 of W3C Trace Context, 3.2; ids of zeros alone are invalid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The header as it was sent, or a trace of its own where there is none that holds. */
export function traceparentFrom(header: string | undefined): string {
  const sent = header?.trim() ?? ''
  return TRACEPARENT.test(sent) ? sent : newTraceparent()
}

export function newTraceparent(): string {
  return `00-${hexDigits()}-${hexDigits().slice(16)}-01`
}

/** 32 of them, 122 bits at random and never zeros alone: a tenth of what as many random bytes cost. */
function hexDigits() {
  return randomUUID().replaceAll('-', '')
}

/** What log lines of one trace have in common. */
export function traceIdOf(traceparent: string | null): string | undefined {
  return TRACEPARENT.exec(traceparent ?? '')?.[1]
}
