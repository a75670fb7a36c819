/** The rules that quick add knows. Their whole meaning is RFC 5545's; here is only what places a first date. */
export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  month?: number
  /** 1 to 31, or −1 for the last. */
  monthDays?: number[]
  /** 0 = Sunday; `nth` counts within the month, −1 is the last. */
  weekdays?: { weekday: number; nth?: number }[]
  /** Of the weekdays of a month, which. */
  position?: number
}

export const WORKDAYS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday }))
const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** In canonical order (FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS), without COUNT and UNTIL. */
export function ruleText(rule: Rule): string {
  const parts = [`FREQ=${rule.freq}`]
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`)
  if (rule.month) parts.push(`BYMONTH=${rule.month}`)
  if (rule.monthDays) parts.push(`BYMONTHDAY=${ascending(rule.monthDays).join(',')}`)
  if (rule.weekdays) parts.push(`BYDAY=${weekdayCodes(rule.weekdays).join(',')}`)
  if (rule.position) parts.push(`BYSETPOS=${rule.position}`)
  return parts.join(';')
}

/** 1 before 31 before −1. */
function ascending(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b)
}

/** MO before SU, and of one weekday the first before the last. */
function weekdayCodes(weekdays: { weekday: number; nth?: number }[]): string[] {
  const ordered = weekdays.toSorted(
    (a, b) =>
      ((a.weekday + 6) % 7) - ((b.weekday + 6) % 7) || ordinalRank(a.nth) - ordinalRank(b.nth)
  )
  return [...new Set(ordered.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday]}`))]
}

function ordinalRank(nth = 0) {
  return nth < 0 ? 6 : nth
}
