/** What a token may be allowed to do (PRODUCT.md, "Abilities"). None implies another. */
export const ABILITIES = ['tasks:read', 'tasks:write', 'audit:read', 'admin'] as const
export type Ability = (typeof ABILITIES)[number]
