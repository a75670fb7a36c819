import { RecurrenceError } from './recurrence_error.js'
import { MOST_TIMES_A_DAY } from './rule_limits.js'
import { namesDays, type Rule } from './rule.js'

/** Refuses parts that do not go together (RFC 5545, 3.3.10, and what docs/recurrence.md adds to it). */
export function checkParts(rule: Rule, allDay: boolean): void {
  const { frequency, interval } = rule
  const yearly = frequency === 'YEARLY'
  if (rule.count !== null && rule.until !== null) {
    refuse('COUNT', 'cannot stand beside UNTIL: leave one of them out')
  }
  if (frequency === 'WEEKLY' && rule.byMonthDay.length > 0) {
    refuse('BYMONTHDAY', 'is not for FREQ=WEEKLY: use BYDAY')
  }
  if (!yearly && rule.byYearDay.length > 0) refuse('BYYEARDAY', 'is for FREQ=YEARLY only')
  checkWeekNumbers(rule)
  checkOrdinals(rule)
  if (rule.bySetPosition.length > 0 && !hasSetToChooseFrom(rule)) {
    refuse('BYSETPOS', 'needs another BY part to choose from')
  }
  if (allDay && rule.byHour.length > 0) {
    refuse('BYHOUR', 'is not for an all-day task: give it a time')
  }
  if (allDay && rule.byMinute.length > 0) {
    refuse('BYMINUTE', 'is not for an all-day task: give it a time')
  }
  if (Math.max(1, rule.byHour.length) * Math.max(1, rule.byMinute.length) > MOST_TIMES_A_DAY) {
    refuse(
      'BYMINUTE',
      `makes more than ${MOST_TIMES_A_DAY} times a day together with BYHOUR: name fewer`
    )
  }

  function checkWeekNumbers({ byWeekNumber, byDay }: Rule) {
    if (byWeekNumber.length === 0) return
    if (!yearly) refuse('BYWEEKNO', 'is for FREQ=YEARLY only')
    // A week that spans two years would belong to a year that is left out: engines differ.
    if (interval > 1) refuse('BYWEEKNO', 'cannot stand beside an INTERVAL above 1')
    if (byDay.some(({ nth }) => nth !== 0)) {
      refuse('BYDAY', 'takes no numbers (2TU) beside BYWEEKNO')
    }
  }

  function checkOrdinals({ byDay }: Rule) {
    const largest = Math.max(0, ...byDay.map(({ nth }) => Math.abs(nth)))
    if (largest === 0) return
    if (frequency !== 'MONTHLY' && !yearly) {
      refuse('BYDAY', 'takes numbers (2TU) with FREQ=MONTHLY and FREQ=YEARLY only')
    }
    const most = yearly ? 53 : 5
    if (largest > most) refuse('BYDAY', `takes numbers from 1 to ${most} or -1 to -${most}`)
  }
}

function hasSetToChooseFrom(rule: Rule): boolean {
  return namesDays(rule) || rule.byMonth.length + rule.byHour.length + rule.byMinute.length > 0
}

function refuse(part: string, reason: string): never {
  throw new RecurrenceError('rrule', part, reason)
}
