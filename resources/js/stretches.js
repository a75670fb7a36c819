/*
 * Stretches of a text, as the server writes them ("9-31 40-45": from, and up to before), while the text is edited.
 */
const WORD = /^[\p{L}\p{N}]/u

/**
 * The same stretches of the text as it is now: what was typed before them moves them, what was typed into them makes
 * them stretches of nothing, and they are left out.
 */
export function movedStretches(stretches, before, now) {
  const same = lengthInCommon(before, now)
  const most = Math.min(before.length, now.length) - same
  const sameAtEnd = Math.min(most, lengthInCommon(reversed(before), reversed(now)))
  const changedTo = before.length - sameAtEnd
  const grown = now.length - before.length

  const move = (stretch) => {
    const [start, end] = stretch.split('-').map(Number)
    const by = start >= changedTo ? grown : 0
    const isTouched = end > same && start < changedTo
    const isLonger = WORD.test(now.slice(end + by)) // "tom" became "tomorrow"
    return isTouched || isLonger ? [] : [`${start + by}-${end + by}`]
  }
  return stretches.split(' ').filter(Boolean).flatMap(move).join(' ')
}

function lengthInCommon(one, other) {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function reversed(text) {
  return text.split('').toReversed()
}
