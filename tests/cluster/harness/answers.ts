const PATIENCE_MS = 2000

/** Whether an address answers with success. */
export async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  await response.body?.cancel()
  return response.ok
}
