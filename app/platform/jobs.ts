/** A wake-up that has come; at least once, so what it is for must be the truth about whether it still counts. */
export type JobHandler = (job: { name: string; data: unknown }) => Promise<void>

const handlers = new Map<string, JobHandler>()

/** Hands jobs whose names begin so to the handler; of several prefixes that fit the longest counts. */
export function registerJob(prefix: string, handler: JobHandler) {
  handlers.set(prefix, handler)
}

/** Answers whether there was anybody to take it. */
export async function runJob(name: string, data: unknown): Promise<boolean> {
  const prefix = [...handlers.keys()]
    .filter((each) => name.startsWith(each))
    .sort((a, b) => b.length - a.length)[0]
  const handler = prefix === undefined ? undefined : handlers.get(prefix)
  await handler?.({ name, data })
  return handler !== undefined
}
