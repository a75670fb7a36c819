import { textOf } from '#tests/support/page'
import type { Answer } from '#tests/support/visitor'

type Page = Pick<Answer, 'body'>

/** What a select of a page has chosen. */
export function choiceOf({ body }: Page, name: string): string | undefined {
  const select = body.split(`<select id="${name}"`)[1]?.split('</select>')[0] ?? ''
  return /<option value="([^"]*)" selected/.exec(select)?.[1]
}

export function fieldOf({ body }: Page, name: string): string | undefined {
  const input = body.split(`<input id="${name}"`)[1]?.split('>')[0] ?? ''
  return / value="([^"]*)"/.exec(input)?.[1]
}

/** What the repeat control says of its fields. */
export function previewOf({ body }: Page) {
  const preview = body.split('id="repeat-preview"')[1]?.split('</fieldset>')[0] ?? ''
  const all = (pattern: RegExp) =>
    [...preview.matchAll(pattern)].map(([, text = '']) => text.trim())
  return {
    words: textOf(preview, /<p>([^]*?)<\/p>/),
    dates: all(/<li>([^]*?)<\/li>/g),
    notes: all(/<p class="hint">([^]*?)<\/p>/g),
    error: textOf(preview, /id="repeat-error">([^]*?)<\/p>/)?.replace(/^Error: /, '') ?? null,
  }
}
