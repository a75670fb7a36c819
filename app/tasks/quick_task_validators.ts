import vine from '@vinejs/vine'
import { rules } from '#app/shared/vine_rules'
import type { QuickLine } from '#app/tasks/understood'

/** A title and everything else that a line may say: a person writes no more at once. */
export const LINE_MAX_LENGTH = 500
/** In UTF-16 units, of which a character has at most two. */
const OFFSET_MAX = 2 * LINE_MAX_LENGTH
/** As many parts as fit into a line. */
const STRETCHES_MAX = LINE_MAX_LENGTH / 2

const offset = () => vine.number({ strict: true }).withoutDecimals().range([0, OFFSET_MAX])

/** A span of an answer may come back whole. */
const stretch = vine.object({ start: offset(), end: offset() }).allowUnknownProperties()

export const quickTaskBody = vine.create({
  text: rules.line(LINE_MAX_LENGTH).meta({
    description:
      'The line. Where it begins, 0 is counted from: white space around it is taken off.',
  }),
  dry_run: vine
    .boolean({ strict: true })
    .optional()
    .meta({ description: 'Only say what would be understood; nothing is written.' }),
  timezone: rules.timeZone().optional().meta({
    description: 'IANA zone in which days and hours are meant; the profile’s unless told.',
  }),
  ignore: vine.array(stretch).maxLength(STRETCHES_MAX).optional().meta({
    description:
      'Stretches that are only words and stay in the title, e.g. spans of an earlier answer; start and end count.',
  }),
})

export interface QuickTaskBody extends QuickLine {
  dry_run?: boolean
}
