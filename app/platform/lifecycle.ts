/** Where this process stands between its start and its end. `ready` alone takes work. */
export type Phase = 'starting' | 'ready' | 'draining'

let current: Phase = 'starting'

export function phase(): Phase {
  return current
}

export function enterPhase(next: Phase) {
  current = next
}
