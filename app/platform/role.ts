/** The parts a process can play (docs/architecture.md, "Roles"). */
export const ROLES = ['web', 'notifier', 'recurrer', 'auditor'] as const

export type Role = (typeof ROLES)[number]

/** What the variable ROLE may say: one part, or `all` of them in one process. */
export type RoleSetting = Role | 'all'

/** The parts that a process with this setting plays. */
export function rolesOf(setting: RoleSetting): readonly Role[] {
  return setting === 'all' ? ROLES : [setting]
}
