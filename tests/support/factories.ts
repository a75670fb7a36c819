import { type ApiUser, ok } from '#tests/support/api'

/** Made over the API, as a client would; `title` is all that a task needs. */
export function aTask(by: ApiUser, fields: Record<string, unknown> = {}): Promise<any> {
  return ok(by.post('/tasks', { title: 'Water the tomatoes', ...fields }))
}

/** One task for each title, made one after the other: in the order of their creation. */
export async function tasksTitled(by: ApiUser, ...titles: string[]): Promise<any[]> {
  const made = []
  for (const title of titles) made.push(await aTask(by, { title }))
  return made
}

export function aTag(
  by: ApiUser,
  name = 'garden',
  fields: Record<string, unknown> = {}
): Promise<any> {
  return ok(by.post('/tags', { name, ...fields }))
}

/** A task that is in the trash. */
export async function aTrashedTask(
  by: ApiUser,
  fields: Record<string, unknown> = {}
): Promise<any> {
  const { id } = await aTask(by, fields)
  await ok(by.delete(`/tasks/${id}`))
  return ok(by.get(`/tasks/${id}?trashed=true`))
}

export async function taskNow(by: ApiUser, { id }: { id: string }): Promise<any> {
  return ok(by.get(`/tasks/${id}?trashed=true`))
}

/** A completed task, as it is now. */
export async function aCompletedTask(
  by: ApiUser,
  fields: Record<string, unknown> = {}
): Promise<any> {
  const { id } = await aTask(by, fields)
  return ok(by.post(`/tasks/${id}/complete`))
}

/** The titles on every page of a list, page by page to the end. */
export async function walk(by: ApiUser, path: string, limit: number): Promise<string[]> {
  const titles: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: any = await ok(
      by.get(withParameters(path, { limit: String(limit), ...(cursor && { cursor }) }))
    )
    titles.push(...titlesOf(page))
    cursor = page.meta.next_cursor
  }
  return titles
}

export function titlesOf(list: { data: { title: string }[] }): string[] {
  return list.data.map(({ title }) => title)
}

/** The titles that a list or a search finds, in its order. */
export async function found(by: ApiUser, path: string): Promise<string[]> {
  return titlesOf(await ok(by.get(path)))
}

export function withParameters(path: string, parameters: Record<string, string>) {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(parameters)}`
}

/** What an undo brings back: everything of a row but its version and when it was changed, which never go back. */
export function lasting(row: object): object {
  return Object.fromEntries(
    Object.entries(row).filter(([field]) => field !== 'version' && field !== 'updated_at')
  )
}
