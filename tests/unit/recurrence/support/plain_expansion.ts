import type { Rule } from '#app/recurrence/engine/index'

/*
 * RFC 5545, 3.3.10 read word by word, day after day and with JavaScript's dates: slow, and written without a look at
 * the engine, which the tests hold against it.
 */

const DAY_MS = 86_400_000

/** Wall times (`YYYY-MM-DDTHH:MM:SS`) of a rule from its start until the end of a year; COUNT and UNTIL aside. */
export function plainExpansion(rule: Rule, startWall: string, lastYear: number): string[] {
  const wall = startWall.length === 10 ? `${startWall}T00:00:00` : `${startWall}:00`
  const start = new Date(`${wall}Z`)
  const periods = new Map<number, string[]>()
  const begin = periodStart(rule, midnight(start))
  for (let day = begin; day.getUTCFullYear() <= lastYear; day = new Date(+day + DAY_MS)) {
    const period = periodNumber(rule, begin, day)
    if (period % rule.interval !== 0 || !matches(rule, start, day)) continue
    const slots = periods.get(period) ?? []
    periods.set(period, [
      ...slots,
      ...times(rule, start).map((time) => iso(+day).slice(0, 11) + time),
    ])
  }
  return [...periods.values()]
    .flatMap((slots) => chosen(rule, slots))
    .filter((slot) => slot >= wall)
}

function chosen({ bySetPosition }: Rule, slots: string[]): string[] {
  if (bySetPosition.length === 0) return slots
  return slots.filter(
    (_, at) => bySetPosition.includes(at + 1) || bySetPosition.includes(at - slots.length)
  )
}

function times({ byHour, byMinute }: Rule, start: Date): string[] {
  const hours = byHour.length > 0 ? byHour : [start.getUTCHours()]
  const minutes = byMinute.length > 0 ? byMinute : [start.getUTCMinutes()]
  return hours.flatMap((hour) => minutes.map((minute) => `${pad(hour)}:${pad(minute)}:00`))
}

function matches(rule: Rule, start: Date, day: Date): boolean {
  const { frequency, byMonth, byMonthDay, byYearDay, byWeekNumber, byDay } = rule
  const month = day.getUTCMonth() + 1
  const named = byDay.length + byMonthDay.length + byYearDay.length + byWeekNumber.length > 0
  if (byMonth.length > 0 && !byMonth.includes(month)) return false
  if (byMonthDay.length > 0 && !inList(byMonthDay, day.getUTCDate(), daysInMonth(day))) return false
  if (byYearDay.length > 0 && !inList(byYearDay, dayOfYear(day), daysInYear(day))) return false
  if (byWeekNumber.length > 0 && !inList(byWeekNumber, ...weekOf(rule, day))) return false
  if (byDay.length > 0) return onWeekday(rule, day)
  if (frequency === 'DAILY') return true
  const sameWeekday = weekday(day) === weekday(start)
  if (frequency === 'WEEKLY') return sameWeekday
  if (byWeekNumber.length > 0 && byMonthDay.length + byYearDay.length === 0) return sameWeekday
  if (named) return true
  if (day.getUTCDate() !== start.getUTCDate()) return false
  return frequency === 'MONTHLY' || byMonth.length > 0 || month === start.getUTCMonth() + 1
}

function onWeekday({ frequency, byMonth, byDay }: Rule, day: Date): boolean {
  const ofMonth = frequency === 'MONTHLY' || byMonth.length > 0
  const [at, length] = ofMonth
    ? [day.getUTCDate(), daysInMonth(day)]
    : [dayOfYear(day), daysInYear(day)]
  const fromStart = Math.ceil(at / 7)
  const fromEnd = -Math.ceil((length - at + 1) / 7)
  return byDay.some(
    (part) => part.weekday === weekday(day) && [0, fromStart, fromEnd].includes(part.nth)
  )
}

/** The week's number in the year that it belongs to, and how many weeks that has: it is the year of the week's fourth day. */
function weekOf(rule: Rule, day: Date): [number, number] {
  const fourth = new Date(+weekStart(rule, day) + 3 * DAY_MS)
  const weekNumber = (date: Date) => Math.ceil(dayOfYear(date) / 7)
  const year = fourth.getUTCFullYear()
  const lastWeek = new Date(Date.UTC(year, 11, 31))
  let last = new Date(+weekStart(rule, lastWeek) + 3 * DAY_MS)
  if (last.getUTCFullYear() > year) last = new Date(+last - 7 * DAY_MS)
  return [weekNumber(fourth), weekNumber(last)]
}

function periodStart(rule: Rule, day: Date): Date {
  if (rule.frequency === 'DAILY') return day
  if (rule.frequency === 'WEEKLY') return weekStart(rule, day)
  const month = rule.frequency === 'MONTHLY' ? day.getUTCMonth() : 0
  return new Date(Date.UTC(day.getUTCFullYear(), month, 1))
}

function periodNumber({ frequency }: Rule, begin: Date, day: Date): number {
  const days = (+day - +begin) / DAY_MS
  if (frequency === 'DAILY') return days
  if (frequency === 'WEEKLY') return Math.floor(days / 7)
  const years = day.getUTCFullYear() - begin.getUTCFullYear()
  return frequency === 'YEARLY' ? years : years * 12 + day.getUTCMonth() - begin.getUTCMonth()
}

function weekStart({ weekStart: first }: Rule, day: Date): Date {
  return new Date(+day - ((weekday(day) - first + 7) % 7) * DAY_MS)
}

const inList = (list: readonly number[], at: number, length: number) =>
  list.includes(at) || list.includes(at - length - 1)
const weekday = (day: Date) => (day.getUTCDay() + 6) % 7
const midnight = (time: Date) => new Date(Math.floor(+time / DAY_MS) * DAY_MS)
const dayOfYear = (day: Date) => (+day - Date.UTC(day.getUTCFullYear(), 0, 1)) / DAY_MS + 1
const daysInYear = (day: Date) => dayOfYear(new Date(Date.UTC(day.getUTCFullYear(), 11, 31)))
const daysInMonth = (day: Date) =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
const iso = (ms: number) => new Date(ms).toISOString()
const pad = (value: number) => String(value).padStart(2, '0')
