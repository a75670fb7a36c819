import { localPath } from '#app/shared/local_path'

export type ListKind = 'today' | 'upcoming' | 'all' | 'completed' | 'trash' | 'tag'

/** Which list an address shows: the address is all there is to know of a list, so it can be kept and come back to. */
export interface ListAddress {
  kind: ListKind
  path: string
  tagId: string | null
  query: URLSearchParams
}

const PLACES: Record<string, ListKind> = {
  '/today': 'today',
  '/upcoming': 'upcoming',
  '/all': 'all',
  '/completed': 'completed',
  '/trash': 'trash',
}
const TAG_PATH = /^\/tags\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i

/** The list at a local path and query; null when there is none. */
export function listAddress(address: unknown): ListAddress | null {
  const local = localPath(address)
  if (!local) return null
  const [path = '', query = ''] = local.split('?', 2)
  const kind = PLACES[path]
  if (kind) return { kind, path, tagId: null, query: new URLSearchParams(query) }
  const tagId = TAG_PATH.exec(path)?.[1]?.toLowerCase()
  return tagId ? { kind: 'tag', path, tagId, query: new URLSearchParams(query) } : null
}

export function formatAddress({ path, query }: Pick<ListAddress, 'path' | 'query'>): string {
  return query.size > 0 ? `${path}?${query}` : path
}

/** The list to show beside a task whose address names none. */
export const DEFAULT_ADDRESS = '/today'
