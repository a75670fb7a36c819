/**
 * Attributes of an element as HTML. Edge's own `html.attrs` writes values as they are, so a quote in one would end
 * the attribute: whatever a person types into a form that comes back filled would be markup.
 *
 * @param values null, undefined and false leave an attribute out; true writes its name alone
 */
export function htmlAttributes(values: Record<string, unknown>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => (value === true ? name : `${name}="${escapeHtml(String(value))}"`))
    .join(' ')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML that shows it, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}
