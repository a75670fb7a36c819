/** What `next` is asked about: a rule, its start, and moments after which the next one is wanted. */
export interface Question {
  readonly name: string
  readonly rule: string
  /** Wall time in `ZONE`. */
  readonly start: string
  /** Instants. */
  readonly after: readonly string[]
}

export const ZONE = 'America/New_York'

const MOMENTS = 20
const DAY_MS = 86_400_000
const YEARS_150 = 150 * 365.25

/** Moments spread evenly over a stretch of days, each at another time of day, so shuffled that the first few are a sample. */
function spread(from: string, days: number): string[] {
  return Array.from({ length: MOMENTS }, (_, at) => {
    const place = (at * 7 + 10) % MOMENTS
    return new Date(Date.parse(from) + ((place + 0.37) * days * DAY_MS) / MOMENTS).toISOString()
  })
}

export const QUESTIONS: readonly Question[] = [
  {
    name: 'every day, from 1990',
    rule: 'FREQ=DAILY',
    start: '1990-01-01T09:00',
    after: spread('1990-01-01T00:00:00Z', YEARS_150),
  },
  {
    name: 'every 2 weeks on Mon, Wed, Fri, from 1970',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR',
    start: '1970-01-05T09:00',
    after: spread('1970-01-05T00:00:00Z', YEARS_150),
  },
  {
    name: 'the last Friday, from 1990',
    rule: 'FREQ=MONTHLY;BYDAY=-1FR',
    start: '1990-01-26T09:00',
    after: spread('1990-01-26T00:00:00Z', YEARS_150),
  },
  {
    name: 'the last workday, from 1990',
    rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    start: '1990-01-31T09:00',
    after: spread('1990-01-31T00:00:00Z', YEARS_150),
  },
  {
    name: 'Friday the 13th, from 1970',
    rule: 'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
    start: '1970-02-13T09:00',
    after: spread('1970-02-13T00:00:00Z', YEARS_150),
  },
  {
    name: '29 February, from 1972',
    rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    start: '1972-02-29T09:00',
    after: spread('1972-02-29T00:00:00Z', YEARS_150),
  },
  {
    name: 'Monday of week 20, from 1990',
    rule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    start: '1990-05-14T09:00',
    after: spread('1990-05-14T00:00:00Z', YEARS_150),
  },
  {
    name: 'every day 10,000 times, near the end',
    rule: 'FREQ=DAILY;COUNT=10000',
    start: '2000-01-01T09:00',
    after: spread('2027-04-20T00:00:00Z', 30),
  },
  {
    name: 'every day, in the year 9990',
    rule: 'FREQ=DAILY',
    start: '9990-01-01T09:00',
    after: spread('9990-01-01T00:00:00Z', 360),
  },
]
