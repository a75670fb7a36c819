import { inMs, line } from '../events/report.js'
import { COMPLETIONS_PER_SECOND, type Figures, USERS } from './measure.js'

export function printReport(all: readonly Figures[]) {
  process.stdout.write(`${all.flatMap(tableOf).join('\n')}\n`)
}

function tableOf({ platform, perSecond, answered, visible, made, floor }: Figures): string[] {
  const paced = `${perSecond.toFixed(1)}/s completed of ${COMPLETIONS_PER_SECOND}`
  return [
    '',
    line([platform, `${USERS} users, ${paced}`, 'p50 ms', 'p95 ms', 'p99 ms']),
    line(['', 'completion → next visible', ...inMs(visible)]),
    line(['', '  floor: asked for at once, no events', ...inMs(floor.visible)]),
    line(['', 'completion → made, between the commits', ...inMs(made)]),
    line(['', 'completion → answered', ...inMs(answered)]),
    line(['', '  floor', ...inMs(floor.answered)]),
  ]
}
