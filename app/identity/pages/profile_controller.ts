import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { updateProfile } from '#app/identity/actions/update_profile'
import { orShowAgain, readForm, redirectWithNotice } from '#app/identity/pages/form'
import { NAME_MESSAGES, nameRule } from '#app/identity/person_name'
import { pageFrame } from '#app/shared/page_frame'
import { rules } from '#app/shared/vine_rules'

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

export default class ProfileController {
  async show(ctx: HttpContext) {
    const { weekStart } = ctx.auth.use('web').getUserOrFail()
    return ctx.view.render('settings/profile', {
      ...(await pageFrame(ctx, 'settings')),
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
      return redirectWithNotice(ctx, '/settings/profile', 'Profile saved.')
    })
  }
}
