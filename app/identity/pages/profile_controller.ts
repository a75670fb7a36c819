import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { updateProfile } from '#app/identity/actions/update_profile'
import { orShowAgain, readForm, redirectWithNotice } from '#app/identity/pages/form'
import { NAME_MESSAGES, nameRule } from '#app/identity/person_name'
import { database } from '#app/shared/database'
import { pageFrame } from '#app/shared/page_frame'
import { knownTimeZone } from '#app/shared/time'
import { counted } from '#app/shared/text_table'
import { rules } from '#app/shared/vine_rules'
import { timedInZone } from '#app/tasks/timed_in_zone_query'

/** The days a week may start on here, by their number in the profile. */
const WEEK_STARTS = { sunday: 0, monday: 1, saturday: 6 } as const
type WeekStart = keyof typeof WEEK_STARTS

const form = vine.create({
  name: nameRule(),
  timezone: rules.timeZone(),
  week_start: vine.enum(Object.keys(WEEK_STARTS) as WeekStart[]),
  theme: vine.enum(['system', 'light', 'dark'] as const),
})
const MESSAGES = {
  ...NAME_MESSAGES,
  'timezone.required': 'Choose a time zone.',
  'timezone.timezone': 'This is not a time zone we know. Choose one of the list.',
  'week_start': 'Choose Monday, Sunday or Saturday.',
  'theme': 'Choose one of the three.',
}
interface Form {
  name?: string
  timezone: string
  week_start: WeekStart
  theme: 'system' | 'light' | 'dark'
}

const PAGE = '/settings/profile'

export default class ProfileController {
  async show(ctx: HttpContext) {
    const { weekStart, timezone } = ctx.auth.use('web').getUserOrFail()
    return ctx.view.render('settings/profile', {
      ...(await pageFrame(ctx, 'settings')),
      zoneMove: await zoneMove(ctx, ctx.request.qs().moved_from, timezone),
      weekStart: Object.entries(WEEK_STARTS).find(([, day]) => day === weekStart)?.[0] ?? 'monday',
    })
  }

  update(ctx: HttpContext) {
    return orShowAgain(ctx, this.show.bind(this), async () => {
      const { name, timezone, week_start: day, theme } = await readForm<Form>(ctx, form, MESSAGES)
      await updateProfile(ctx.actor.userId, {
        name: name ?? '',
        timezone,
        weekStart: WEEK_STARTS[day],
        theme,
      })
      const from = ctx.actor.timezone
      const hasTasks = await zoneMove(ctx, from, timezone)
      return redirectWithNotice(ctx, hasTasks ? offering(from) : PAGE, 'Profile saved.')
    })
  }
}

/** The page with the offer stays what it is when it is loaded again, or when a move is taken back. */
function offering(from: string) {
  return `${PAGE}?${new URLSearchParams({ moved_from: from })}`
}

/** The offer to take along what keeps its times in the zone that the profile had; null where nothing does. */
async function zoneMove({ actor }: HttpContext, given: unknown, to: string) {
  const from = typeof given === 'string' ? knownTimeZone(given) : undefined
  if (!from || from === to) return null
  const { count } = await timedInZone(database(), actor.userId, from)
  if (count === 0) return null
  const keep = count === 1 ? 'keeps its time' : 'keep their times'
  return { from, to, tasks: `${counted(count, 'task')} ${keep}`, them: count === 1 ? 'it' : 'them' }
}
