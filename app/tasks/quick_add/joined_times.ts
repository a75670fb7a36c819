import type { Part } from '#app/tasks/quick_add/part'

/**
 * The parts, of which `morning at 8am` is one. A part of the day beside a date says no more than the time that is said
 * elsewhere (`8am tomorrow morning`); one that stands alone is then a word: `Parents evening thu 18:30`.
 */
export function withTimesJoined(parts: readonly Part[]): Part[] {
  const timed = parts.some(({ kind }) => kind === 'time')
  const joined: Part[] = []
  for (const part of parts) {
    if (part.kind === 'dayPart' && timed && !part.value.led) continue
    const last = joined.at(-1)
    const time = last?.next === part.at && timeOf(last, part)
    if (last && time) joined.splice(-1, 1, { ...time, at: last.at, next: part.next })
    else joined.push(part)
  }
  return joined
}

function timeOf(one: Part, other: Part): Part<'time'> | undefined {
  if (one.kind === 'time' && other.kind === 'dayPart') return one
  if (one.kind === 'dayPart' && other.kind === 'time') return other
  return undefined
}
