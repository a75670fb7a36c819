import { flags } from '@adonisjs/core/ace'
import { EVENT_TYPES, isEventType } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'
import {
  eventsBetween,
  followEvents,
  positionBeforeLast,
  type TailFilter,
} from '#app/messaging/event_tail'
import { eventAsLine } from '#app/messaging/event_tail_text'
import { currentPosition } from '#app/messaging/status_queries'
import { AdminCommand, refusal } from '#app/shared/admin_command'
import { database } from '#app/shared/database'

/** Shown before the new ones, as tail does with lines. */
const NEWEST = 10
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export default class EventsTail extends AdminCommand {
  static commandName = 'events:tail'
  static description = 'Print events as they are numbered, until Ctrl-C'
  static help = [
    'Each line: position, time (UTC), type, user, task, channel. events:show POSITION prints everything of one.',
    '',
    '  {{ binaryName }} events:tail --user ada@example.org',
    '  {{ binaryName }} events:tail --since 0 --no-follow --json',
  ]

  @flags.string({ description: 'Only those of this account: mail address or id' })
  declare user: string | undefined

  @flags.string({ description: 'Only those of this type, such as task.created' })
  declare type: string | undefined

  @flags.string({ description: `Begin after this position (default: the newest ${NEWEST})` })
  declare since: string | undefined

  @flags.boolean({ description: 'Print the envelopes, one a line, as JSON' })
  declare json: boolean

  @flags.boolean({
    description: 'Go on with new ones; --no-follow ends after those that are there',
    default: true,
    showNegatedVariantInHelp: true,
  })
  declare follow: boolean

  async run() {
    const filter: TailFilter = { userId: await this.userId(), type: this.knownType() }
    const after = this.position() ?? (await positionBeforeLast(NEWEST, filter))
    if (this.follow) return this.goOn(after, filter)
    const upTo = await currentPosition(database())
    for await (const event of eventsBetween(after, upTo, filter)) this.show(event)
  }

  private async goOn(after: number, filter: TailFilter) {
    const ended = new AbortController()
    this.app.terminating(() => ended.abort())
    // Its reader went away, as head does when it has enough.
    process.stdout.once('error', () => ended.abort())
    await followEvents({ after, filter, signal: ended.signal }, (event) => this.show(event))
  }

  private show(event: EventEnvelope) {
    this.logger.log(this.json ? JSON.stringify(event) : eventAsLine(event, process.stdout.columns))
  }

  private position(): number | undefined {
    if (this.since === undefined) return undefined
    if (/^\d{1,15}$/.test(this.since)) return Number(this.since)
    throw refusal(`${this.since} is no position: use a whole number, 0 for the beginning.`)
  }

  private knownType() {
    if (this.type === undefined || isEventType(this.type)) return this.type
    throw refusal(`There is no event ${this.type}. There are: ${EVENT_TYPES.join(', ')}.`)
  }

  private async userId(): Promise<string | undefined> {
    if (this.user === undefined || UUID.test(this.user)) return this.user
    const { userOfEmail } = await import('#app/identity/actions/sign_in')
    const user = await userOfEmail(this.user)
    if (user) return user.id
    throw refusal(`There is no account ${this.user}: give its mail address or its id.`)
  }
}
