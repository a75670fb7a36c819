/** One thing to do again and again; answers when it is done, throws when it was not what was asked for. */
export type Operation = () => Promise<void>

export interface Figures {
  requests: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
}

const WARM_UP_MS = 3000 // until the code is compiled as it stays

/** Runs an operation on so many connections at once, each as fast as it is answered. */
export async function measure(
  operation: Operation,
  connections: number,
  durationMs: number
): Promise<Figures> {
  await hammer(operation, connections, WARM_UP_MS)
  const startedMs = performance.now()
  const latencies = await hammer(operation, connections, durationMs)
  const seconds = (performance.now() - startedMs) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

async function hammer(
  operation: Operation,
  connections: number,
  durationMs: number
): Promise<number[]> {
  const latencies: number[] = []
  const endMs = performance.now() + durationMs
  const worker = async () => {
    for (let nowMs = performance.now(); nowMs < endMs;) {
      await operation()
      const doneMs = performance.now()
      latencies.push(doneMs - nowMs)
      nowMs = doneMs
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return latencies
}
