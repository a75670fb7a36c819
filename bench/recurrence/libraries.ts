import { next, parseRule } from '#app/recurrence/engine/index'
import { type Question, ZONE } from './rules.js'

/** `next` of one rule that has been read: an instant in milliseconds, or null. */
export type Next = (after: string) => number | null

export interface Library {
  readonly name: string
  prepare(question: Question): Next
}

const taskflow: Library = {
  name: 'taskflow',
  prepare({ rule: written, start }) {
    const rule = parseRule(written, { allDay: false })
    return (after) => {
      const found = next(rule, { wall: start, zone: ZONE }, after)
      return found?.at ? Date.parse(found.at) : null
    }
  },
}

/* What the others offer, as far as it is used: they are development dependencies, which a benchmark alone needs. */
interface RRuleModule {
  rrulestr(text: string, options: { cache: boolean }): { after(date: Date): Date | null }
}
interface RRuleTemporalModule {
  RRuleTemporal: new (options: { rruleString: string }) => {
    next(after: Date): { epochMilliseconds: number } | null
  }
}

/** Without its own cache, which would answer the second question of a moment from memory. */
export function rrule({ rrulestr }: RRuleModule): Library {
  return {
    name: 'rrule',
    prepare(question) {
      const rule = rrulestr(text(question), { cache: false })
      return (after) => rule.after(new Date(after))?.getTime() ?? null
    },
  }
}

export function rruleTemporal({ RRuleTemporal }: RRuleTemporalModule): Library {
  return {
    name: 'rrule-temporal',
    prepare(question) {
      const rule = new RRuleTemporal({ rruleString: text(question) })
      return (after) => rule.next(new Date(after))?.epochMilliseconds ?? null
    },
  }
}

/** The engine and its peers, in the order in which they are shown. */
export async function libraries(): Promise<Library[]> {
  return [
    taskflow,
    rrule(await load<RRuleModule>('rrule')),
    rruleTemporal(await load<RRuleTemporalModule>('rrule-temporal')),
  ]
}

/** Of a CommonJS module what it exports lies below `default`. */
async function load<Module extends object>(name: string): Promise<Module> {
  const module = (await import(name)) as Module & { default?: Module }
  return { ...module.default, ...module }
}

function text({ rule, start }: Question) {
  return `DTSTART;TZID=${ZONE}:${start.replaceAll(/[-:]/g, '')}00\nRRULE:${rule}`
}
