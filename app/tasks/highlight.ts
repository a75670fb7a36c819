import { parseSearch, type Corrections } from '#app/tasks/search_terms'

/**
 * The text as HTML with what the search found in it in `<mark>`. Everything else is escaped. Folding here follows
 * PostgreSQL's closely enough for a mark; what is found is decided there.
 *
 * @returns null when nothing of the text was found
 */
export function highlight(text: string, q: string, corrections: Corrections): string | null {
  const starts = beginnings(q, corrections)
  let found = false
  const html = text.replace(
    /([\p{L}\p{N}\p{M}]+)|([^\p{L}\p{N}\p{M}]+)/gu,
    (piece, word: string | undefined) => {
      const start = word && longestStart(fold(word), starts)
      if (!word || !start) return escape(piece)
      found = true
      const letters = [...word.normalize('NFC')]
      return `<mark>${escape(letters.slice(0, start.length).join(''))}</mark>${escape(letters.slice(start.length).join(''))}`
    }
  )
  return found ? html : null
}

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
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function escape(text: string) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
