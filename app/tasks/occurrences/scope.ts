import { invalidField } from '#app/shared/problem'

/** Whom of a series a change is for: the occurrence alone, it and those to come, or the whole series. */
export const SCOPES = ['this', 'following', 'all'] as const
export type Scope = (typeof SCOPES)[number]

export function scopeOfNothing() {
  return invalidField(
    'scope',
    'not_recurring',
    'scope is for a task that repeats, and this one does not. Leave it out.'
  )
}

export function scopeOfPermanent() {
  return invalidField(
    'scope',
    'exclusive',
    'scope cannot stand beside permanent. Delete for good one task, or a series to the trash.'
  )
}
