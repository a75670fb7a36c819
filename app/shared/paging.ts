import vine from '@vinejs/vine'
import { rules } from '#app/shared/vine_rules'

/** PRODUCT.md, "Lists have a maximum page". */
export const PAGE_MAX = 200
export const PAGE_DEFAULT = 50

/** The query parameters of every list that has pages. */
export const paging = {
  limit: rules
    .queryInteger(1, PAGE_MAX)
    .optional()
    .meta({ description: `Rows of a page; ${PAGE_DEFAULT} unless told.` }),
  cursor: vine
    .string()
    .minLength(1)
    .maxLength(1000)
    .optional()
    .meta({ description: 'meta.next_cursor of the page before.' }),
}
