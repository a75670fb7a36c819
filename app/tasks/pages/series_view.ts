import { describe, describeShort, skippedMonths } from '#app/recurrence/engine/index'
import { engineSeries, type Series } from '#app/recurrence/series'
import { findSeries } from '#app/recurrence/series_store'
import { type Client } from '#app/shared/database'
import { dateIn } from '#app/shared/time'
import type { Actor } from '#app/shared/actor'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import { type SeriesFacts, seriesFacts } from '#app/tasks/occurrences/series_facts_query'
import { seriesOccurrences, type ShownOccurrence } from '#app/tasks/occurrences/series_occurrences'
import type { Task } from '#app/tasks/task'
import { dayWords, dueDay, type PageNow } from '#app/tasks/pages/due_words'
import { momentWords } from '#app/tasks/pages/occurrence_words'
import { type SeriesComing, seriesComing } from '#app/tasks/pages/series_coming'
import { capital } from '#app/shared/sentence'

/** Of the past, and of what is to come. */
const SHOWN = 6

export interface SeriesView extends SeriesComing {
  words: string
  /** Whether the series has ended, or this task is out of it; what its dates leave out. */
  notes: string[]
  history: HistoryLine[]
  /** "4 in a row · 12 done · 1 skipped · 2 missed", of what is not zero. */
  sums: string[]
}

export interface HistoryLine {
  words: string
  /** Where it can be read; the task that is open already has none. */
  url: string | null
  note: string
}

/** How a task repeats, for a row: "every weekday", "3 days after I finish it"; null when it does not. */
export function repeatWords(task: Task): string | null {
  if (!task.series || !isOccurrence(task)) return null
  const { rule, start, mode } = engineSeries(task.series)
  return describeShort(rule, start, { mode })
}

/** Everything that tasks/partials/series.edge reads; null for a task that has never repeated. */
export async function seriesView(
  client: Client,
  task: Task,
  actor: Actor,
  now: PageNow,
  back: string
): Promise<SeriesView | null> {
  const series = task.seriesId && (await findSeries(client, actor.userId, task.seriesId))
  if (!series) return null
  const { rule, start, mode } = engineSeries(series)
  const facts = await seriesFacts(client, series.id)
  const { occurrences } = await seriesOccurrences(client, series, { limit: SHOWN }, actor.timezone)
  const isPast = ({ look }: ShownOccurrence) => look === 'completed' || look === 'skipped'
  const ahead = occurrences.filter((one) => !isPast(one))
  const words = describe(rule, start, { mode })
  const over = overWords(task, series)
  return {
    words: task.detached ? 'Not any more' : capital(words),
    notes: [
      task.detached && `Was one of a series: ${words}.`,
      over,
      !over && !task.detached && skippedMonths(rule, start, mode),
    ].filter((note) => typeof note === 'string'),
    ...seriesComing(task, series, ahead, now),
    history: occurrences
      .filter(isPast)
      .reverse()
      .map((one) => historyLine(one, task, now, back)),
    sums: sums(facts),
  }
}

function overWords(task: Task, { endedBy }: Series): string | null {
  if (task.detached) return null
  if (endedBy === 'split') return 'Goes on in another way after this part.'
  return endedBy ? 'Has ended.' : null
}

function historyLine(
  { look, due, task: closed }: ShownOccurrence,
  shown: Task,
  now: PageNow,
  back: string
): HistoryLine {
  const missed = closed?.missed ? `, then ${closed.missed} missed` : ''
  return {
    words: momentWords(due, now),
    url: closed && closed.id !== shown.id ? `/tasks/${closed.id}?back=${back}` : null,
    note: (look === 'skipped' ? 'skipped' : doneNote(closed, now)) + missed,
  }
}

/** How far the day of completion lies from the day that it was due. */
function doneNote(task: Task | null, now: PageNow): string {
  const day = task && dueDay(task, now.zone)
  if (!task?.completedAt || !day) return 'done'
  const done = dateIn(Date.parse(task.completedAt), now.zone)
  return done === day ? 'done' : `done ${dayWords(done, now)}`
}

function sums({ completed, skipped, missed, streak }: SeriesFacts): string[] {
  const counted: [number, string][] = [
    [streak > 1 ? streak : 0, 'in a row'],
    [completed, 'done'],
    [skipped, 'skipped'],
    [missed, 'missed'],
  ]
  return counted.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
}
