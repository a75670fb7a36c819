import type { Consumer } from '#app/messaging/consumer'
import { discardDeadLetters, findDeadLetter } from '#app/messaging/dead_letter_admin'
import { readiness } from '#app/messaging/dead_letter_admin_event'
import { replay, type Replayed } from '#app/messaging/dead_letter_admin_replay'
import { database } from '#app/shared/database'

/** Of one statement: it holds its locks for milliseconds. */
const DISCARDED_AT_ONCE = 500

type Sentence = { id: string; says: string }

export interface ReplayReport {
  replayed: number
  failures: Sentence[]
  /** Left alone, because what failed before them will fail them too. */
  untried: number
}

/** What a replay would do with each. */
export async function* foresee(
  ids: readonly string[],
  known: readonly Consumer[]
): AsyncGenerator<Sentence> {
  for (const id of ids) {
    const letter = await findDeadLetter(database(), id)
    if (!letter) continue
    const able = readiness(letter, known)
    const says = able.ready
      ? `${able.event.event_type} would go to ${able.consumers.map(({ name }) => name).join(', ')}.`
      : `would be refused: ${able.reason}`
    yield { id, says }
  }
}

/** One after the other. Ends early when the database or a peer is away: in order, or not at all. */
export async function replayAll(
  ids: readonly string[],
  known: readonly Consumer[],
  show: (done: number) => void
): Promise<ReplayReport> {
  const report: ReplayReport = { replayed: 0, failures: [], untried: 0 }
  for (const [n, id] of ids.entries()) {
    const became = await replay(id, known)
    if (became.outcome === 'replayed') report.replayed += 1
    const says = failure(became)
    if (says) report.failures.push({ id, says })
    show(n + 1)
    if (became.outcome === 'failed' && became.passing) {
      report.untried = ids.length - n - 1
      break
    }
  }
  return report
}

function failure(became: Replayed): string | undefined {
  if (became.outcome === 'failed') return `${became.consumer} failed again: ${became.reason}`
  if (became.outcome === 'refused') return became.reason
  return became.outcome === 'gone' ? 'it was replayed or discarded meanwhile.' : undefined
}

/** Answers how many there still were. */
export async function discardAll(
  ids: readonly string[],
  show: (done: number) => void
): Promise<number> {
  let gone = 0
  for (let n = 0; n < ids.length; n += DISCARDED_AT_ONCE) {
    gone += await discardDeadLetters(database(), ids.slice(n, n + DISCARDED_AT_ONCE))
    show(Math.min(n + DISCARDED_AT_ONCE, ids.length))
  }
  return gone
}
