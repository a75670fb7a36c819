import { CHANGES_PER_SECOND, type Figures, USERS } from './measure.js'
import type { Quantiles } from './quantiles.js'

const WIDTHS = [8, 45, 10, 11, 11, 9]

const FLOORS = {
  embedded: { published: 'INSERT, NOTIFY', handled: 'the same, INSERT … SELECT of both rows' },
  dapr: { published: 'bare Kafka, acked', handled: 'bare Kafka, consumed' },
}

export function printReport(all: readonly Figures[]) {
  process.stdout.write(`${all.flatMap(tableOf).join('\n')}\n`)
}

function tableOf({ platform, latency, floor, inTurn, atOnce, singleUser, web }: Figures): string[] {
  const floors = FLOORS[platform]
  const made = `${latency.perSecond.toFixed(1)}/s made of ${CHANGES_PER_SECOND}`
  return [
    '',
    line([platform, `${USERS} users, ${made}`, 'p50 ms', 'p95 ms', 'p99 ms']),
    line(['', 'commit → published', ...inMs(latency.published)]),
    line(['', `  floor: ${floors.published}`, ...inMs(floor.published)]),
    line(['', 'commit → handled', ...inMs(latency.handled)]),
    line(['', `  floor: ${floors.handled}`, ...inMs(floor.handled)]),
    line(['', 'a request, with the relay', ...inMs(web.on)]),
    line(['', 'a request, without', ...inMs(web.off), `p95 ${share(web.on.p95, web.off.p95)}`]),
    line(['', 'a backlog', 'events', 'published/s', 'handled/s']),
    line(['', `of ${USERS} users, first published, then handled`, ...rates(inTurn)]),
    line(['', `of ${USERS} users, both at once`, ...rates(atOnce)]),
    line(['', 'of one user, both at once', ...rates(singleUser)]),
    line(['', '  floor', ...rates({ ...floor, events: inTurn.events })]),
  ]
}

export function inMs({ p50, p95, p99 }: Quantiles): string[] {
  return [p50.toFixed(1), p95.toFixed(1), p99.toFixed(1)]
}

function rates(of: { events: number; publishedPerSecond: number; handledPerSecond: number }) {
  return [of.events, of.publishedPerSecond, of.handledPerSecond].map((figure) => figure.toFixed(0))
}

function share(on: number, off: number): string {
  const percent = Math.round((on / off - 1) * 100)
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`
}

export function line(cells: string[]): string {
  return cells
    .map((cell, column) =>
      column < 2 ? cell.padEnd(WIDTHS[column] ?? 0) : cell.padStart(WIDTHS[column] ?? 0)
    )
    .join(' ')
    .trimEnd()
}
