import { escapeHtml } from '#app/shared/html_attributes'

/** Parts of JSON text; whatever is none of them is punctuation and space. */
const PARTS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** JSON as HTML that is safe to show, with its parts marked for colour: names, texts, and the rest. */
export function jsonHtml(value: unknown): string {
  return markJson(JSON.stringify(value, null, 2))
}

/** The same for text that is JSON already. */
export function markJson(text: string): string {
  let html = ''
  let end = 0
  for (const match of text.matchAll(PARTS)) {
    const [whole, quoted, colon] = match
    const kind = quoted ? (colon ? 'name' : 'text') : 'value'
    html += escapeHtml(text.slice(end, match.index)) + mark(kind, quoted ?? whole) + (colon ?? '')
    end = match.index + whole.length
  }
  return html + escapeHtml(text.slice(end))
}

function mark(kind: string, text: string) {
  return `<span class="json-${kind}">${escapeHtml(text)}</span>`
}
