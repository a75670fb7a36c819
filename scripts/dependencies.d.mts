interface Scope {
  /** Whether the packages for development must be there too. */
  development?: boolean
}
export function ensureDependencies(root: string, scope?: Scope): void
export function dependenciesInStep(root: string, scope?: Scope): boolean
export function nodeOf(root: string): string
