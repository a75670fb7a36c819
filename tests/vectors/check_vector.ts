import { isDeepStrictEqual } from 'node:util'
import {
  formatRule,
  fromPattern,
  nextInSeries,
  occurrences,
  parseRule,
  RecurrenceError,
  type Rule,
  type Start,
} from '#app/recurrence/engine/index'
import { parseQuickAdd } from '#app/tasks/quick_add/quick_add'
import type { CorpusRow, PatternRow, QuickAddRow, Row, SemanticsRow } from './rows.js'

export type Outcome =
  | { readonly result: 'passed' }
  | { readonly result: 'skipped'; readonly reason: string }
  | { readonly result: 'failed'; readonly expected: unknown; readonly got: unknown }

/** Vectors that no flag of theirs exempts, and that docs/recurrence.md refuses all the same. */
export const REFUSED: Record<string, string> = {
  'libical-L278': 'UNTIL without Z: a timed rule ends at a time in UTC',
  'libical-L641': 'BYSECOND, and 256 times a day',
  'dateutil-testWeeklyByNWeekDay': 'BYDAY=1TU with WEEKLY: RFC 5545 forbids it',
  'dateutil-testDailyByNWeekDay': 'BYDAY=1TU with DAILY: RFC 5545 forbids it',
}

/** Runs one vector of any of the kinds in README.md; its fields say which kind it is. */
export function checkVector(row: Row): Outcome {
  const reason = reasonToSkip(row)
  if (reason) return { result: 'skipped', reason }
  const { expected, got } = answers(row)
  if (isUnaligned(row) && got instanceof RecurrenceError) {
    return { result: 'skipped', reason: `refused: ${got.message}` }
  }
  return isDeepStrictEqual(expected, got)
    ? { result: 'passed' }
    : { result: 'failed', expected, got: got instanceof Error ? String(got) : got }
}

function reasonToSkip(row: Row): string | undefined {
  if (!('dtstart' in row) || 'action' in row) return undefined
  if (row.disputed) return 'disputed'
  if (row.rfc7529) return 'RSCALE and SKIP (RFC 7529)'
  if (/FREQ=(HOURLY|MINUTELY|SECONDLY)/.test(row.rrule)) return 'more often than daily'
  return REFUSED[row.id]
}

function isUnaligned(row: Row): boolean {
  return 'dtstart' in row && !('action' in row) && row.unaligned === true
}

function answers(row: Row): { expected: unknown; got: unknown } {
  try {
    if ('text' in row) return quickAdd(row)
    if ('pattern' in row) return pattern(row)
    if ('action' in row) return semantics(row)
    return corpus(row)
  } catch (error) {
    return { expected: row.expect, got: error }
  }
}

function corpus({ rrule, dtstart, tzid = null, after, n, expect }: CorpusRow) {
  const start = { wall: dtstart, zone: tzid }
  const rule = parseRule(rrule, { allDay: dtstart.length === 10 })
  return { expected: expect, got: instants(rule, start, n, after) }
}

function pattern({ pattern: given, start: wall, tzid, n, rrule, expect }: PatternRow) {
  const start = { wall, zone: tzid }
  const rule = fromPattern(given, start)
  return {
    expected: { rrule, expect },
    got: { rrule: formatRule(rule), expect: instants(rule, start, n) },
  }
}

function instants(rule: Rule, start: Start, limit: number, after?: string) {
  return [...occurrences(rule, start, { after, limit })].map(({ at, key }) => at ?? key)
}

function semantics(row: SemanticsRow) {
  const { rrule, dtstart, tzid, allDay, mode, due, instance, action, at, expect } = row
  const start = { wall: dtstart, zone: allDay ? null : tzid }
  const series = { rule: parseRule(rrule, { allDay }), start, mode }
  const next = nextInSeries(series, { action, key: due, at, zone: tzid, instance })
  return { expected: expect.next, got: next && withSeconds(next.due) }
}

function withSeconds(wall: string) {
  return wall.length === 16 ? `${wall}:00` : wall
}

function quickAdd({ text, now, tz, expect }: QuickAddRow) {
  const { title, due, recurrence, priority, tags } = parseQuickAdd(text, { now, zone: tz })
  const got = {
    title,
    due: due && (due.kind === 'date' ? due.date : due.wall),
    allDay: due?.kind === 'date',
    rrule: recurrence?.rrule ?? null,
    afterCompletion: recurrence?.mode === 'after_completion',
    priority,
    tags,
  }
  return { expected: expect, got }
}
