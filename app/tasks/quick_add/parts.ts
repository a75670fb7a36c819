import { skip } from '#app/tasks/quick_add/connectors'
import { bareHour } from '#app/tasks/quick_add/bare_hours'
import { withDanglingWords } from '#app/tasks/quick_add/dangling_words'
import { dateAt } from '#app/tasks/quick_add/dates'
import { surerParts } from '#app/tasks/quick_add/doubtful_dates'
import { elapsedTimeAt } from '#app/tasks/quick_add/elapsed_times'
import { withTimesJoined } from '#app/tasks/quick_add/joined_times'
import type { Moment } from '#app/tasks/quick_add/moment'
import type { Kind, Part, Saying } from '#app/tasks/quick_add/part'
import { priorityAt } from '#app/tasks/quick_add/priorities'
import { behindStarting, endAt, startAt } from '#app/tasks/quick_add/recurrence_bounds'
import { recurrenceAt } from '#app/tasks/quick_add/recurrence_phrases'
import { tagAt } from '#app/tasks/quick_add/tags'
import { dayPartAt, timeAt } from '#app/tasks/quick_add/times'
import { type Found, isClosingMark, keyAt, without, type Word } from '#app/tasks/quick_add/words'

const TAGS_MAX = 50 // TAGS_PER_TASK: what a task cannot carry stays in its title

/**
 * The parts of a line, from left to right. Of each kind but tags the first counts, and a later one is left to the
 * title; so who takes the first off gets the next. Only a doubtful date gives way to what else says the day.
 */
export function readParts(text: string, words: readonly Word[], moment: Moment): Part[] {
  const read = (from: readonly Word[]) => partsOf(text, from, moment)
  return withDanglingWords(surerParts(words, read(words), read), words)
}

/** The recurrence is looked for before all others, since `until` and `for 3 times` mean something only beside one. */
function partsOf(text: string, words: readonly Word[], moment: Moment): Part[] {
  const recurrence = firstRecurrence(words)
  const parts: Part[] = recurrence ? [recurrence] : []
  const free = recurrence ? besideRecurrence(words, recurrence, moment) : words
  const has = (...kinds: Kind[]) => parts.some(({ kind }) => kinds.includes(kind))
  const isPart = (at: number) =>
    at === recurrence?.at ||
    isClosingMark(keyAt(free, at)) ||
    [tagAt(text, free, at), priorityAt(free, at), dateAt(free, at, moment)].some(Boolean)

  for (let at = 0; at < free.length;) {
    const before = parts.some(
      ({ kind, next }) => next === at && !['tag', 'priority', 'time'].includes(kind)
    )
    const part = partAt(at, before)
    if (part) parts.push(part)
    at = part?.next ?? at + 1
  }
  const hour = bareHour(free, parts)
  if (hour) parts.push(hour)
  return withTimesJoined(parts.toSorted((a, b) => a.at - b.at))

  function partAt(at: number, before: boolean): Part | undefined {
    const tags = parts.filter(({ kind }) => kind === 'tag').length
    const dated = has('date', 'start', 'elapsed')
    const timed = has('time', 'elapsed')
    return (
      (tags < TAGS_MAX && as('tag', at, tagAt(text, free, at))) ||
      (!has('priority') && as('priority', at, priorityAt(free, at))) ||
      (recurrence && !dated && as('start', at, startAt(free, at, moment))) ||
      (recurrence && !has('end') && as('end', at, endAt(free, at, moment))) ||
      (!dated && !timed && as('elapsed', at, elapsedTimeAt(free, at, moment))) ||
      (!dated && as('date', at, dateAt(free, at, moment))) ||
      (recurrence && !timed && as('time', at, timeAt(free, behindStarting(free, at)))) ||
      (!timed && as('time', at, timeAt(free, at))) ||
      (!has('dayPart', 'elapsed') && as('dayPart', at, dayPartAt(free, at, { before, isPart }))) ||
      undefined
    )
  }
}

/** A lone word (`Monthly newsletter`) gives way to a phrase behind it (`… on the first monday of each month`). */
function firstRecurrence(words: readonly Word[]): Part<'recurrence'> | undefined {
  let lone: Part<'recurrence'> | undefined
  for (let at = 0; at < words.length; at++) {
    const part = as('recurrence', at, recurrenceAt(words, at))
    if (part && part.next - part.at > 1) return part
    lone ??= part
  }
  return lone
}

/** What a recurrence leaves to read. The sunday of `every day except sunday` is no date to begin on. */
function besideRecurrence(words: readonly Word[], recurrence: Part, moment: Moment): Word[] {
  const free = hidden(words, recurrence)
  const joined = skip(words, recurrence.next, 'and', '&', 'or', 'but', 'except')
  const date = joined > recurrence.next ? dateAt(words, joined, moment) : undefined
  return date ? hidden(free, { at: joined, next: date.next }) : free
}

/** The words with those of a part made unreadable. */
function hidden(words: readonly Word[], { at, next }: Pick<Part, 'at' | 'next'>): Word[] {
  return without(words, (word) => word >= at && word < next)
}

function as<K extends Kind>(kind: K, at: number, found: Found<Saying[K]> | undefined) {
  if (!found) return undefined
  return { kind, value: found.value, at, next: found.next } as Part<K>
}
