import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#app/shared/clock'
import type { Actor } from '#app/shared/actor'
import type { TextRange } from '#app/tasks/quick_add/words'
import { understand } from '#app/tasks/understood'
import { pageNow } from '#app/tasks/pages/due_words'
import { type Chip, chipsOf } from '#app/tasks/pages/understood_chips'
import { understoodWords } from '#app/tasks/pages/understood_words'

/** The line at the top of a list, as it was typed: `ignore` are the parts that were taken off. */
export interface AddLine {
  text: string
  ignore: TextRange[]
}

/** Everything that tasks/partials/{add,understood}.edge read. */
export interface AddLineView {
  text: string
  /** As its field holds it: "9-31 40-45". */
  ignore: string
  chips: Chip[]
  /** For screen readers. */
  said: string
  error: string | undefined
}

/** What the form of the line was sent with. Its button `toggle` takes a part off, or puts it back. */
export function readAddLine(ctx: HttpContext): AddLine {
  return lineOf(ctx.request.all())
}

export function keepAddLine(ctx: HttpContext, line: AddLine, error?: string) {
  ctx.session.flash('add', { title: line.text, ignore: formatRanges(line.ignore), error })
}

/** The line of a page: empty, or what its form was sent with when that did not make a task. */
export function addLine(ctx: HttpContext): AddLineView {
  const flashed = ctx.session.flashMessages
  const kept = flashed.get('add') as Record<string, unknown> | undefined
  // A form that was open for too long leaves its fields as they were; one with a version is a task's.
  const left = flashed.has('version') ? {} : flashed.all()
  const line = lineOf(kept ?? left)
  return { ...addLineView(line, ctx.actor), error: kept?.error as string | undefined }
}

export function addLineView(line: AddLine, actor: Actor): AddLineView {
  const now = pageNow(clock.nowMs(), actor.timezone)
  const understood = understand(line, actor.timezone)
  return {
    text: line.text,
    ignore: formatRanges(line.ignore),
    chips: chipsOf(line, understood, now),
    said: understoodWords(understood, now).join(', '),
    error: undefined,
  }
}

function lineOf({ title, ignore, toggle }: Record<string, unknown>): AddLine {
  const text = typeof title === 'string' ? title.trim() : ''
  return { text, ignore: toggled(readRanges(ignore, text), readRanges(toggle, text)) }
}

function toggled(ranges: TextRange[], [one]: TextRange[]): TextRange[] {
  if (!one) return ranges
  const others = ranges.filter(({ start, end }) => start !== one.start || end !== one.end)
  return others.length < ranges.length ? others : [...ranges, one]
}

/** What is none, or none of this text, is left out: nobody writes these by hand. */
function readRanges(field: unknown, text: string): TextRange[] {
  if (typeof field !== 'string') return []
  return [...field.matchAll(/(\d{1,4})-(\d{1,4})/g)]
    .map(([, start, end]) => ({ start: Number(start), end: Number(end) }))
    .filter(({ start, end }) => start < end && end <= text.length)
}

function formatRanges(ranges: TextRange[]): string {
  return ranges.map(({ start, end }) => `${start}-${end}`).join(' ')
}
