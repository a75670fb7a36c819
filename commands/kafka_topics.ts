import { flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Admin } from 'kafkajs'
import { withKafka } from '#app/messaging/kafka_admin'
import {
  compareTopics,
  createMissing,
  findTopics,
  isToBeChanged,
  raisePartitions,
  setRetention,
  usualReplicationFactor,
  wantedTopics,
  withFewPartitions,
} from '#app/messaging/kafka_admin_topics'
import { comparisonsAsText } from '#app/messaging/kafka_admin_text'
import { AdminCommand, refusal } from '#app/shared/admin_command'

export default class KafkaTopics extends AdminCommand {
  static commandName = 'kafka:topics'
  static description =
    'Compare the topics of Kafka with those that are wanted; --apply makes them so'
  static options: CommandOptions = { startApp: false }
  static help = [
    'Kafka is where KAFKA_BROKERS says. Nothing is ever removed. To run it twice is the same as once.',
  ]

  @flags.boolean({ description: 'Create what is missing, set retention, raise partitions' })
  declare apply: boolean

  @flags.boolean({ description: 'Do not ask before partitions are raised' })
  declare force: boolean

  @flags.number({ description: 'Copies of new topics (default: one a broker, at most 3)' })
  declare replicationFactor: number | undefined

  async run() {
    const copies = this.replicationFactor
    if (copies !== undefined && !(Number.isInteger(copies) && copies >= 1 && copies <= 32_767)) {
      throw refusal('--replication-factor is a whole number from 1 to the number of brokers.')
    }
    await withKafka(async (admin) => {
      const wanted = wantedTopics()
      const found = await findTopics(
        admin,
        wanted.map(({ name }) => name)
      )
      const comparisons = compareTopics(wanted, found)
      this.logger.log(comparisonsAsText(comparisons))
      if (!comparisons.some(isToBeChanged)) return this.logger.info('All is as it should be.')
      if (!this.apply) return this.logger.info('--apply makes it so. Nothing was changed.')
      await this.change(admin, comparisons)
    })
  }

  private async change(admin: Admin, comparisons: ReturnType<typeof compareTopics>) {
    const copies = this.replicationFactor ?? (await usualReplicationFactor(admin))
    for (const name of await createMissing(admin, comparisons, copies)) {
      this.logger.success(`${name} was created, replication factor ${copies}.`)
    }
    for (const name of await setRetention(admin, comparisons)) {
      this.logger.success(`${name} keeps its records for as long as wanted now.`)
    }
    const few = withFewPartitions(comparisons).map(({ wanted }) => wanted.name)
    if (few.length === 0) return
    this.logger.warning(
      'With more partitions users move to others: what is unread of them may be handled out of order. Wait until kafka:lag shows 0.'
    )
    const question = `Raise the partitions of ${few.join(', ')}?`
    if (!(await this.confirmed(question, this))) {
      return this.logger.info('The partitions were left as they are.')
    }
    await raisePartitions(admin, comparisons)
    for (const name of few) this.logger.success(`${name} has as many partitions as wanted now.`)
  }
}
