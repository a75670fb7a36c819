import type { FieldContext, MessagesProviderContact } from '@vinejs/vine/types'

/** What Vine's own rules say, in the words of the product. */
const WORDS: Record<string, string> = {
  'required': '{{ field }} is missing. Give it.',
  'string': '{{ field }} is a text. Write it in quotes.',
  'boolean': '{{ field }} is true or false.',
  'number': '{{ field }} is a number.',
  'withoutDecimals': '{{ field }} is a whole number.',
  'min': '{{ field }} is at least {{ min }}.',
  'max': '{{ field }} is at most {{ max }}.',
  'range': '{{ field }} is from {{ min }} to {{ max }}.',
  'minLength': '{{ field }} has at least {{ min }} characters.',
  'maxLength': '{{ field }} has at most {{ max }} characters.',
  'enum': '{{ field }} is one of: {{ choices }}.',
  'uuid': '{{ field }} is an id, e.g. 0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10.',
  'array': '{{ field }} is a list.',
  'array.minLength': '{{ field }} holds at least {{ min }}.',
  'array.maxLength': '{{ field }} holds at most {{ max }}.',
  'object': '{{ field }} is an object.',
}

/** Fields are named by their path (`ids.3`). A sentence of our own rules is said as it is. */
export const inputMessages: MessagesProviderContact = {
  getMessage(
    sentence: string,
    rule: string,
    field: FieldContext,
    details: Record<string, unknown> = {}
  ) {
    if (!sentence.includes('{{ field }}')) return sentence
    const known: Record<string, unknown> = { ...details, field: field.getFieldPath() }
    return (WORDS[rule] ?? sentence).replaceAll(/\{\{ (\w+) \}\}/g, (_whole, name: string) =>
      words(known[name])
    )
  },
}

function words(value: unknown) {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
