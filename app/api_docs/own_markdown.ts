import MarkdownIt from 'markdown-it'

/** For texts that are our own, as they stand in the document. */
const markdown = new MarkdownIt({ html: false })

export function blockHtml(text: string): string {
  return markdown.render(text)
}

/** Within a line: `code` mostly. */
export function inlineHtml(text: string): string {
  return markdown.renderInline(text)
}
