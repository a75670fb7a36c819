import { args, flags } from '@adonisjs/core/ace'
import { ConsumerCommand } from '#app/messaging/consumer_status_command'
import { envelopeAsText } from '#app/messaging/dead_letter_admin_text'
import {
  type EventState,
  findEvent,
  handledAsText,
  whatConsumersDid,
} from '#app/messaging/event_tail_show'
import { RETENTION_DAYS } from '#app/messaging/topics'
import { refusal } from '#app/shared/admin_command'
import { database } from '#app/shared/database'
import { textFields } from '#app/shared/text_table'

const KEY = /^(\d{1,15}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i

export default class EventsShow extends ConsumerCommand {
  static commandName = 'events:show'
  static description = 'Show an event, and what each consumer did with it'

  @args.string({ description: 'Id of the event, or its position' })
  declare id: string

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    if (!KEY.test(this.id)) throw refusal(`${this.id} is neither an event id nor a position.`)
    const found = await findEvent(database(), this.id)
    if (!found) {
      throw refusal(
        `There is no event ${this.id}. They are kept for ${RETENTION_DAYS} days, longer while somebody has not read them.`
      )
    }
    const did = await whatConsumersDid(database(), found.event, await this.consumers())
    if (this.json) return this.printJson({ ...found, consumers: did })
    this.logger.log(envelopeAsText(found.event))
    this.logger.log('')
    this.logger.log(
      textFields([
        ['Committed', found.committed_at],
        ['Published', published(found)],
        ...did.map((each) => [each.consumer, handledAsText(each)] as const),
      ])
    )
  }
}

function published({ numbered, published_at: at }: EventState) {
  if (!numbered) return 'no: it waits for the relay to number it'
  return at ?? 'no: it waits for the broker, or for an earlier event of its user'
}
