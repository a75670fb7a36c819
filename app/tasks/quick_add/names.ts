/** 0 = Sunday … 6 = Saturday, as `days_of_week` of the API counts. */
const WEEKDAYS = named(
  [
    ['sunday', 'sun'],
    ['monday', 'mon'],
    ['tuesday', 'tue', 'tues'],
    ['wednesday', 'wed', 'weds'],
    ['thursday', 'thu', 'thur', 'thurs'],
    ['friday', 'fri'],
    ['saturday', 'sat'],
  ],
  0
)

const MONTHS = named(
  [
    ['january', 'jan'],
    ['february', 'feb'],
    ['march', 'mar'],
    ['april', 'apr'],
    ['may'],
    ['june', 'jun'],
    ['july', 'jul'],
    ['august', 'aug'],
    ['september', 'sep', 'sept'],
    ['october', 'oct'],
    ['november', 'nov'],
    ['december', 'dec'],
  ],
  1
)

const UNITS = new Map<string, Unit>(
  (['day', 'week', 'month', 'quarter', 'year'] as const).flatMap((unit) => [
    [unit, unit],
    [`${unit}s`, unit],
  ])
)
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

const NUMBERS = named(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word) => [word]),
  1
)
const ORDINALS = named([['first'], ['second'], ['third'], ['fourth'], ['fifth']], 1)

/** 0 = Sunday. */
export const weekdayNamed = (key: string) => WEEKDAYS.get(key)
/** 1 = January. */
export const monthNamed = (key: string) => MONTHS.get(key)
export const unitNamed = (key: string) => UNITS.get(key)

/** A whole number from 1 to 9999, in digits or, up to twelve, as a word. */
export function countNamed(key: string): number | undefined {
  if (/^\d{1,4}$/.test(key)) return Number(key) || undefined
  return NUMBERS.get(key)
}

/** A year as people write one, so that `mar 20 1400` has none. */
export function yearNamed(key: string): number | undefined {
  return /^(19[7-9]|2[01]\d)\d$/.test(key) ? Number(key) : undefined
}

/** A day of the month, in digits: 1 to 31. */
export function dayNumber(key: string): number | undefined {
  const number = /^\d{1,2}$/.test(key) ? Number(key) : 0
  return number >= 1 && number <= 31 ? number : undefined
}

/** `1st`, `2nd`, `27th`, with its own ending: 1 to 31. */
export function ordinalNumber(key: string): number | undefined {
  const match = /^(\d{1,2})(st|nd|rd|th)$/.exec(key)
  const number = dayNumber(match?.[1] ?? '')
  return number && match?.[2] === endingOf(number) ? number : undefined
}

/** `first`, `2nd`, `last` (−1). */
export function ordinalNamed(key: string): number | undefined {
  return key === 'last' ? -1 : (ORDINALS.get(key) ?? ordinalNumber(key))
}

function endingOf(number: number) {
  if (number >= 11 && number <= 13) return 'th'
  return { 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th'
}

function named(names: readonly (readonly string[])[], first: number): Map<string, number> {
  return new Map(names.flatMap((same, index) => same.map((name) => [name, first + index] as const)))
}
