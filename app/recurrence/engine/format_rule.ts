import { WEEKDAYS, type Rule, type WeekdayPart } from './rule.js'

/** The rule's text in one canonical form: this order, INTERVAL above 1 and WKST other than Monday only. Reads back as the same rule. */
export function formatRule(rule: Rule): string {
  return [
    `FREQ=${rule.frequency}`,
    rule.interval > 1 ? `INTERVAL=${rule.interval}` : '',
    list('BYMONTH', rule.byMonth),
    list('BYWEEKNO', rule.byWeekNumber),
    list('BYYEARDAY', rule.byYearDay),
    list('BYMONTHDAY', rule.byMonthDay),
    list('BYDAY', rule.byDay.map(weekdayText)),
    list('BYHOUR', rule.byHour),
    list('BYMINUTE', rule.byMinute),
    list('BYSETPOS', rule.bySetPosition),
    rule.weekStart > 0 ? `WKST=${WEEKDAYS[rule.weekStart]}` : '',
    rule.count === null ? '' : `COUNT=${rule.count}`,
    rule.until === null ? '' : `UNTIL=${rule.until.replaceAll(/[-:]/g, '')}`,
  ]
    .filter((part) => part !== '')
    .join(';')
}

function list(name: string, values: readonly (number | string)[]): string {
  return values.length === 0 ? '' : `${name}=${values.join(',')}`
}

function weekdayText({ weekday, nth }: WeekdayPart): string {
  return `${nth === 0 ? '' : nth}${WEEKDAYS[weekday] ?? ''}`
}
