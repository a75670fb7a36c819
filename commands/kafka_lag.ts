import { flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { withKafka } from '#app/messaging/kafka_admin'
import { groupLags } from '#app/messaging/kafka_admin_lag'
import { lagsAsText } from '#app/messaging/kafka_admin_text'
import { AdminCommand } from '#app/shared/admin_command'

export default class KafkaLag extends AdminCommand {
  static commandName = 'kafka:lag'
  static description = 'Show how far each role is with each partition of its topics'
  static options: CommandOptions = { startApp: false }

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    const lags = await withKafka(groupLags)
    if (this.json) this.printJson(lags)
    else this.logger.log(lagsAsText(lags))
  }
}
