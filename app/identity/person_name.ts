import vine from '@vinejs/vine'

export const NAME_MAX = 100

/** A person's name as a form sends it: one line, or nothing. */
export function nameRule() {
  return vine
    .string()
    .trim()
    .maxLength(NAME_MAX)
    .regex(/^[^\p{Cc}]*$/u)
    .optional()
}

export const NAME_MESSAGES = {
  'name.maxLength': `The name is too long. Use at most ${NAME_MAX} characters.`,
  'name.regex': 'The name is one line of plain text. Take the control characters out.',
}
