/** The fields of the repeat control, as its form sends them. */
export interface RepeatFields {
  /** Empty: does not repeat; `custom`; `rrule`; or the text of a preset. */
  repeat: string
  repeat_interval: string
  repeat_unit: string
  /** `MO` to `SU`; none: the weekday of the due date, after completion that of the completion. */
  repeat_days: string[]
  /** Where in a month: on the `same` day, on a `date`, or at a `place` such as the second Tuesday. */
  repeat_month: string
  repeat_month_day: string
  repeat_place: string
  /** A weekday, or `workday`. */
  repeat_place_day: string
  /** For `rrule`. */
  repeat_rule: string
  repeat_from: string
  repeat_end: string
  repeat_until: string
  repeat_count: string
}

/** What they hold before anything is chosen. */
export const NOTHING_CHOSEN: RepeatFields = {
  repeat: '',
  repeat_interval: '1',
  repeat_unit: 'week',
  repeat_days: [],
  repeat_month: 'same',
  repeat_month_day: '',
  repeat_place: '1',
  repeat_place_day: 'MO',
  repeat_rule: '',
  repeat_from: 'fixed',
  repeat_end: 'never',
  repeat_until: '',
  repeat_count: '',
}

export type RepeatForm = { readonly [field in keyof RepeatFields]?: unknown }

/** The fields of a form, whatever it sent; null when it has no such control. */
export function sentFields(form: RepeatForm): RepeatFields | null {
  if (form.repeat === undefined) return null
  const sent = Object.entries(NOTHING_CHOSEN).map(([field, before]) => {
    const value = form[field as keyof RepeatFields]
    return [field, Array.isArray(before) ? texts(value) : text(value)]
  })
  return Object.fromEntries(sent) as unknown as RepeatFields
}

export function areSame(one: RepeatFields, other: RepeatFields): boolean {
  return Object.keys(NOTHING_CHOSEN).every((field) => {
    const name = field as keyof RepeatFields
    return String(one[name]) === String(other[name])
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function texts(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string')
}
