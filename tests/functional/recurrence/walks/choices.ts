import type { Random } from '#tests/unit/recurrence/support/random'

export const SCOPES = [undefined, 'this', 'following', 'all', 'all'] as const

const DAY_MS = 86_400_000

/** A day around now. */
export function aDate(random: Random, now: Date): string {
  return new Date(now.getTime() + random.whole(-12, 20) * DAY_MS).toISOString().slice(0, 10)
}

export function aTime(random: Random, now: Date): string {
  const time = random.pick(['09:00:00Z', '01:30:00Z', '23:45:30Z', '02:30:00+02:00'])
  return `${aDate(random, now)}T${time}`
}

export function aDueDate(random: Random, now: Date): string {
  return random.chance(0.5) ? aDate(random, now) : aTime(random, now)
}

/** A rule or a pattern; some of them end soon, some do not fit and are refused. */
export function aRecurrence(random: Random, now: Date, isAllDay: boolean): object {
  if (random.chance(0.4)) return { recurrence_pattern: aPattern(random, now) }
  const until = aDate(random, now)
  const rule = random.pick([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1',
    'FREQ=YEARLY',
    ...(isAllDay ? [] : ['FREQ=DAILY;BYHOUR=6,18', 'FREQ=WEEKLY;BYHOUR=2;BYMINUTE=30']),
  ])
  const ends = random.pick([
    '',
    '',
    `;COUNT=${random.whole(1, 5)}`,
    `;UNTIL=${until.replaceAll('-', '')}${isAllDay ? '' : 'T120000Z'}`,
  ])
  return { rrule: rule + ends }
}

function aPattern(random: Random, now: Date): object {
  return {
    ...random.pick([
      { frequency: 'daily' },
      { frequency: 'daily', interval: 2 },
      { frequency: 'weekly', days_of_week: [1, 3] },
      { frequency: 'monthly', day_of_month: 31 },
      { frequency: 'monthly' },
      { frequency: 'yearly', month: 2, day_of_month: 29 },
    ]),
    ...random.pick([{}, {}, { occurrences: random.whole(1, 5) }, { end_date: aDate(random, now) }]),
  }
}

/** Something of a series: its date, rule, mode or zone, one or two of them. */
export function seriesFields(random: Random, now: Date, isAllDay: boolean): object {
  const parts = [
    () => aRecurrence(random, now, isAllDay),
    () => ({ due_date: aDueDate(random, now) }),
    () => ({ recurrence_mode: random.pick(['fixed', 'after_completion']) }),
    () => ({ due_timezone: random.pick(['Asia/Tokyo', 'Europe/Paris', 'America/New_York']) }),
  ]
  return Object.assign(
    {},
    random.pick(parts)(),
    random.chance(0.3) && random.pick(parts)()
  ) as object
}

export function anEnd(random: Random): object {
  return random.pick([{ rrule: null }, { recurrence_pattern: null }])
}

export function ownFields(random: Random): object {
  return random.pick([
    { title: `Title ${random.whole(1, 3)}` },
    { priority: random.pick(['low', 'high']) },
    { description: random.pick([null, 'Thoroughly.']) },
    { tags: random.pick([[], ['garden'], ['garden', 'home']]) },
  ])
}
