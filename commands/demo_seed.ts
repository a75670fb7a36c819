import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { progressBar } from '#app/shared/progress_bar'

const MOST_TASKS = 1_000_000

export default class DemoSeed extends BaseCommand {
  static commandName = 'demo:seed'
  static description = 'Fill an account with realistic tasks, the same ones for the same seed'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Mail address of the account' })
  declare email: string

  @flags.number({ description: 'How many tasks besides those that repeat', default: 200 })
  declare tasks: number

  @flags.number({ description: 'Another seed makes other tasks', default: 1 })
  declare seed: number

  async run() {
    const { default: User } = await import('#app/identity/user')
    const { seedDemo } = await import('#app/tasks/seed_demo')
    const { seedDemoSeries } = await import('#app/tasks/seed_demo_series')
    if (!Number.isInteger(this.tasks) || this.tasks < 1 || this.tasks > MOST_TASKS) {
      this.logger.error(`--tasks is a whole number from 1 to ${MOST_TASKS}.`)
      this.exitCode = 1
      return
    }
    const user = await User.query().whereRaw('lower(email) = lower(?)', [this.email.trim()]).first()
    if (!user) {
      this.logger.error(`There is no account ${this.email}. users:list shows all of them.`)
      this.exitCode = 1
      return
    }
    const startedMs = performance.now()
    await seedDemo(user, this.tasks, this.seed, progressBar(this.tasks))
    const repeating = await seedDemoSeries(user)
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
    this.logger.success(
      `${this.tasks} tasks and ${repeating} that repeat for ${user.email} in ${seconds} s`
    )
  }
}
