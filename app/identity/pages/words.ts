import { addDays, dateIn, type Instant, today } from '#app/shared/time'

/** A moment of the past or the future as a person says it in their zone: "today 14:05", "Thu 19 Nov 2026". */
export function momentWords(instant: Instant, zone: string): string {
  const epochMs = Date.parse(instant)
  const date = dateIn(epochMs, zone)
  const day = {
    [today(zone)]: 'today',
    [addDays(today(zone), -1)]: 'yesterday',
    [addDays(today(zone), 1)]: 'tomorrow',
  }[date]
  return day
    ? `${day} ${format(epochMs, zone, CLOCK)}`
    : format(epochMs, zone, DATE).replaceAll(',', '')
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const DATE: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
}

function format(epochMs: number, timeZone: string, options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(epochMs)
}
