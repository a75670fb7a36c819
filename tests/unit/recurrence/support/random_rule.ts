import { WEEKDAYS } from '#app/recurrence/engine/rule'
import type { Random } from './random.js'

const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Tokyo', 'UTC']

export interface RandomRule {
  readonly text: string
  readonly allDay: boolean
  readonly start: { readonly wall: string; readonly zone: string | null }
}

/** A rule of any valid shape; now and then one that never occurs. */
export function randomRule(random: Random): RandomRule {
  const allDay = random.chance(0.4)
  const frequency = random.pick(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
  const date = randomDate(random, 1970, 2090)
  const parts = [`FREQ=${frequency}`, ...dayParts(random, frequency)]
  if (!allDay && random.chance(0.2)) {
    parts.push(`BYHOUR=${random.some(3, () => random.whole(0, 23))}`)
  }
  if (!allDay && random.chance(0.1)) {
    parts.push(`BYMINUTE=${random.some(2, () => random.whole(0, 59))}`)
  }
  if (parts.length > 1 && random.chance(0.25)) {
    parts.push(`BYSETPOS=${random.some(2, () => random.signed(4))}`)
  }
  const yearWeeks = parts.some((part) => part.startsWith('BYWEEKNO'))
  if (!yearWeeks && random.chance(0.5)) parts.push(`INTERVAL=${random.whole(2, 14)}`)
  if (random.chance(0.2)) parts.push(`WKST=${random.pick(WEEKDAYS)}`)
  const end = random.number()
  if (end < 0.25) parts.push(`COUNT=${random.whole(1, 40)}`)
  else if (end < 0.4) parts.push(until(randomDate(random, 2060, 2100), allDay))
  return {
    text: parts.join(';'),
    allDay,
    start: allDay
      ? { wall: date, zone: null }
      : {
          wall: `${date}T${random.pick(['02:30', '09:00', '00:00', '23:59'])}`,
          zone: random.pick(ZONES),
        },
  }
}

export function randomDate(random: Random, fromYear: number, toYear: number): string {
  const ms = Date.UTC(random.whole(fromYear, toYear), 0, random.whole(1, 365))
  return new Date(ms).toISOString().slice(0, 10)
}

function dayParts(random: Random, frequency: string): string[] {
  const parts: string[] = []
  if (random.chance(0.3)) parts.push(`BYMONTH=${random.some(3, () => random.whole(1, 12))}`)
  if (frequency === 'YEARLY' && random.chance(0.2)) {
    parts.push(`BYYEARDAY=${random.some(4, () => random.signed(366))}`)
  }
  const weeks = frequency === 'YEARLY' && random.chance(0.2)
  if (weeks) parts.push(`BYWEEKNO=${random.some(3, () => random.signed(53))}`)
  if (frequency !== 'WEEKLY' && random.chance(0.35)) {
    parts.push(`BYMONTHDAY=${random.some(4, () => random.signed(31))}`)
  }
  const numbered = !weeks && (frequency === 'MONTHLY' || frequency === 'YEARLY')
  if (random.chance(0.5)) {
    parts.push(`BYDAY=${random.some(4, () => weekday(random, numbered ? frequency : ''))}`)
  }
  return parts
}

function weekday(random: Random, frequency: string): string {
  const number = random.signed(frequency === 'YEARLY' ? 20 : 5)
  return `${frequency !== '' && random.chance(0.5) ? number : ''}${random.pick(WEEKDAYS)}`
}

function until(date: string, allDay: boolean): string {
  const digits = date.replaceAll('-', '')
  return `UNTIL=${digits}${allDay ? '' : 'T120000Z'}`
}
