import type { Answer } from '#tests/support/visitor'

export interface ShownGroup {
  title: string | null
  rows: { title: string; due: string | null }[]
}

/** The groups of a list as a page shows them: headings, titles and when each is due. */
export function groupsOf({ body }: Pick<Answer, 'body'>): ShownGroup[] {
  const sections = body
    .split(/<section\b/)
    .slice(1)
    .map((section) => section.split('</section>')[0] ?? '')
  return sections
    .filter((section) => /class="group/.test(section))
    .map((section) => ({ title: textOf(section, /<h2[^>]*>([^]*?)<\/h2>/), rows: rowsOf(section) }))
}

/** The titles of all rows of a list. */
export function titlesOf(answer: Pick<Answer, 'body'>): string[] {
  return groupsOf(answer).flatMap(({ rows }) => rows.map(({ title }) => title))
}

/** The message at the bottom of a page, or null. */
export function toastOf({ body }: Pick<Answer, 'body'>): string | null {
  const [, toasts = ''] = body.split('id="toasts"')
  return textOf(toasts, /<p>([^]*?)<\/p>/)
}

/** Where the Undo of the message goes to, or null. */
export function undoOf({ body }: Pick<Answer, 'body'>): string | null {
  return /action="(\/undo\/[^"]+)"/.exec(body)?.[1] ?? null
}

/** What the sidebar counts at a place: 0 when it shows no number. */
export function countOf({ body }: Pick<Answer, 'body'>, place: string): number {
  const link =
    body.split(`<a href="${place}"`)[1]?.split('</a>')[0] ??
    body.split(`href="${place}"`)[1]?.split('</a>')[0] ??
    ''
  return Number(/class="num[^"]*"[^>]*>\s*(\d+)/.exec(link)?.[1] ?? 0)
}

function rowsOf(section: string) {
  return section
    .split(/<li\b/)
    .slice(1)
    .map((row) => ({
      title: textOf(row, /<span class="title"[^>]*>([^]*?)<\/span>/) ?? '',
      due: textOf(row, /<time[^>]*>([^]*?)<\/time>/),
    }))
}

export function textOf(html: string, pattern: RegExp): string | null {
  const found = pattern.exec(html)?.[1]
  if (found === undefined) return null
  return found
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .trim()
}
