import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { describe } from '#app/recurrence/engine/index'
import { engineSeries, type Series } from '#app/recurrence/series'
import { findSeries } from '#app/recurrence/series_store'
import { seriesToJson } from '#app/recurrence/series_transformer'
import { readQuery } from '#app/shared/api_input'
import { database } from '#app/shared/database'
import { PAGE_MAX } from '#app/shared/paging'
import { notFound } from '#app/shared/problem'
import { rules } from '#app/shared/vine_rules'
import { formatDue } from '#app/tasks/due_date'
import { seriesFacts } from '#app/tasks/occurrences/series_facts_query'
import {
  type OccurrenceWindow,
  seriesOccurrences,
  type ShownOccurrence,
} from '#app/tasks/occurrences/series_occurrences'

const OCCURRENCES_DEFAULT = 20

export const occurrencesQuery = vine.create({
  due_after: rules.dateOrInstant().optional().meta({ description: 'Due from this on; inclusive.' }),
  due_before: rules.dateOrInstant().optional().meta({ description: 'Due before this; exclusive.' }),
  limit: rules
    .queryInteger(1, PAGE_MAX)
    .optional()
    .meta({
      description: `At most so many of the past, the latest ones, and as many of what is to come; ${OCCURRENCES_DEFAULT} unless told.`,
    }),
})

export const seriesApi = {
  async show(ctx: HttpContext) {
    const series = await seriesOf(ctx)
    const facts = await seriesFacts(database(), series.id)
    const { rule, start, mode } = engineSeries(series)
    return {
      ...seriesToJson(series),
      words: describe(rule, start, { mode }),
      state: series.endedAt ? 'ended' : 'live',
      completed_count: facts.completed,
      skipped_count: facts.skipped,
      missed_count: facts.missed,
      streak: facts.streak,
      open_task_id: facts.openTaskId,
    }
  },

  async occurrences(ctx: HttpContext) {
    const { limit, ...window } = await readQuery<Partial<OccurrenceWindow>>(ctx, occurrencesQuery)
    const series = await seriesOf(ctx)
    const { occurrences, hasEarlier, hasLater } = await seriesOccurrences(
      database(),
      series,
      { ...window, limit: limit ?? OCCURRENCES_DEFAULT },
      ctx.actor.timezone
    )
    return {
      data: occurrences.map(occurrenceToJson),
      meta: { has_earlier: hasEarlier, has_later: hasLater },
    }
  },
}

async function seriesOf(ctx: HttpContext): Promise<Series> {
  const series = await findSeries(database(), ctx.actor.userId, ctx.params.id)
  if (!series) throw notFound('series')
  return series
}

function occurrenceToJson({ look, key, due, task }: ShownOccurrence) {
  return {
    state: look,
    occurrence_key: key,
    due_date: formatDue(due),
    task_id: task?.id ?? null,
    completed_at: look === 'completed' ? (task?.completedAt ?? null) : null,
    skipped_at: task?.skippedAt ?? null,
    missed_after: look === 'completed' || look === 'skipped' ? (task?.missed ?? 0) : null,
  }
}
