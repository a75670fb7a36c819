/** Whom of a series a change is for: the occurrence alone, it and those to come, or the whole series. */
export const SCOPES = ['this', 'following', 'all'] as const
export type Scope = (typeof SCOPES)[number]
