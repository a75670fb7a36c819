import { paced } from '../events/open_loop.js'
import { quantiles, type Quantiles } from '../events/quantiles.js'
import { lastEventId, type Platform, settled, type Stage } from '../events/stage.js'
import { Completers } from './completer.js'

export const COMPLETIONS_PER_SECOND = 20
export const USERS = 20
const WARM_UP_SECONDS = 5

/** What people wait for, whoever makes the next occurrence. */
interface Waiting {
  /** Completions that were really made. */
  perSecond: number
  /** From when a completion was due to its answer. */
  answered: Quantiles
  /** From when a completion was due until the API shows the next occurrence. */
  visible: Quantiles
}

export interface Figures extends Waiting {
  platform: Platform
  /** Between the insertions of the two events into the outbox, by the database's clock. */
  made: Quantiles
  /** The same without events: no recurrer runs, the benchmark itself asks web as soon as a completion is answered. */
  floor: Waiting
}

export async function measure(
  stage: Stage,
  seconds: number,
  log: (line: string) => void
): Promise<Figures> {
  const { platform } = stage
  const people = await Completers.of(stage, USERS)
  try {
    log(`${platform}: completions`)
    await waiting(people, WARM_UP_SECONDS)
    await settled(stage)
    const mark = await lastEventId(stage)
    const seen = await waiting(people, seconds)
    const made = await madeSince(stage, mark)
    log(`${platform}: floor`)
    await settled(stage)
    await stage.recurrer.stop()
    people.askThemselves = true
    await waiting(people, WARM_UP_SECONDS)
    const floor = await waiting(people, seconds)
    return { platform, ...seen, made, floor }
  } finally {
    people.close()
  }
}

async function waiting(people: Completers, seconds: number): Promise<Waiting> {
  people.answered = []
  const { perSecond, latencies } = await paced(COMPLETIONS_PER_SECOND, seconds, people.complete)
  return { perSecond, answered: quantiles(people.answered), visible: quantiles(latencies) }
}

async function madeSince({ postgres }: Stage, mark: string): Promise<Quantiles> {
  const rows = await postgres.query<{ ms: number }>(
    `SELECT extract(epoch FROM made.committed_at - closed.committed_at)::float8 * 1000 AS ms
     FROM tasks t
       JOIN events closed ON closed.event_id = t.closing_event_id
       JOIN events made ON made.task_id = t.next_task_id AND made.event_type = 'task.created'
     WHERE closed.id > $1`,
    [mark]
  )
  return quantiles(rows.map(({ ms }) => ms))
}
