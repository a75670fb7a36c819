import type { Changes } from '#app/messaging/event_data'
import { canonicalJson } from '#app/shared/canonical_json'

/** Each field that differs, but for those that differ after every change. */
export function changesBetween<Shape extends object>(before: Shape, after: Shape): Changes {
  const were = new Map<string, unknown>(Object.entries(before))
  const changed = Object.entries(after)
    .filter(([field]) => field !== 'version' && field !== 'updated_at')
    .map(([field, to]) => [field, { from: were.get(field), to }] as const)
    .filter(([, { from, to }]) => canonicalJson(from) !== canonicalJson(to))
  return Object.fromEntries(changed)
}
