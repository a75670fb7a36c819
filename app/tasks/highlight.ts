import { escapeHtml } from '#app/shared/html_attributes'
import { parseSearch, type Corrections } from '#app/tasks/search_terms'

/**
 * Marks in a text what a search found: answers HTML with `<mark>`, everything else escaped, or null when nothing of the
 * text was found. Folding here follows PostgreSQL's closely enough for a mark; what is found is decided there.
 */
export function highlighter(q: string, corrections: Corrections): (text: string) => string | null {
  const starts = beginnings(q, corrections)
  return (text) => {
    let found = false
    const html = text.replace(PIECES, (piece, word: string | undefined) => {
      const start = word && longestStart(fold(word), starts)
      if (!word || !start) return escapeHtml(piece)
      found = true
      const letters = [...word.normalize('NFC')]
      return `<mark>${escapeHtml(letters.slice(0, start.length).join(''))}</mark>${escapeHtml(letters.slice(start.length).join(''))}`
    })
    return found ? html : null
  }
}

/** A word, or what stands between two. */
const PIECES = /([\p{L}\p{N}\p{M}]+)|([^\p{L}\p{N}\p{M}]+)/gu
const ASCII = /^[\0-\x7f]*$/

function beginnings(q: string, corrections: Corrections): string[] {
  return parseSearch(q)
    .filter((term) => !term.excluded)
    .flatMap((term) => [term.text, ...(corrections.get(term.text) ?? [])])
    .flatMap((words) => words.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    .map(fold)
}

function longestStart(word: string, starts: string[]) {
  return starts.filter((start) => word.startsWith(start)).sort((a, b) => b.length - a.length)[0]
}

function fold(word: string) {
  if (ASCII.test(word)) return word.toLowerCase()
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
