import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true })

/**
 * A description as HTML that is safe to show. HTML in it is shown as text; what Markdown makes is cleaned all the
 * same, so that a fault of one library alone opens nothing. Pictures are links: showing them would tell their host
 * who reads what.
 */
export function renderMarkdown(text: string | null): string | null {
  if (!text?.trim()) return null
  return sanitizeHtml(markdown.render(text), {
    allowedTags: [
      'p',
      'br',
      'strong',
      'em',
      's',
      'code',
      'pre',
      'blockquote',
      'ul',
      'ol',
      'li',
      'hr',
      'a',
      'h3',
      'h4',
      'h5',
      'h6',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ],
    allowedAttributes: {
      a: ['href', 'rel'],
      ol: ['start'],
      pre: ['tabindex'],
      table: ['tabindex'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    transformTags: {
      // The page has its own h1 and h2: headings of a description come below them.
      h1: 'h3',
      h2: 'h4',
      // What is too wide is scrolled for itself: without a tab stop only by those with a pointer.
      pre: sanitizeHtml.simpleTransform('pre', { tabindex: '0' }),
      table: sanitizeHtml.simpleTransform('table', { tabindex: '0' }),
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }),
      img: (_name, { src = '', alt = '' }) => ({
        tagName: 'a',
        attribs: { href: src, rel: 'noopener noreferrer nofollow' },
        text: alt || src,
      }),
    },
  })
}
