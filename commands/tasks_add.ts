import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#app/identity/account_command'
import { commandActor } from '#app/shared/actor'
import { validateInput } from '#app/shared/api_input'
import { clock } from '#app/shared/clock'
import { inTransaction } from '#app/shared/database'
import { textFields } from '#app/shared/text_table'
import { addQuickly, readQuickTask } from '#app/tasks/add_quickly'
import { quickTaskBody } from '#app/tasks/quick_task_validators'
import type { Task } from '#app/tasks/task'
import { taskToJson } from '#app/tasks/task_transformer'
import { type QuickLine, type Understood, understoodToJson } from '#app/tasks/understood'
import { dueWords, pageNow } from '#app/tasks/pages/due_words'

/** A terminal as wide as most are at least. */
const WIDTH = 80

export default class TasksAdd extends AccountCommand {
  static commandName = 'tasks:add'
  static description = 'Make a task of one line of text'
  static help = [
    'Dates, times, recurrence, #tags and priority are taken out of the line (docs/quick_add.md).',
    '',
    '  {{ binaryName }} tasks:add ada@example.org "Pay rent every month on the 1st #home !high"',
  ]

  @args.string({ description: 'Mail address of whose task it is' })
  declare email: string

  @args.string({ description: 'The line, in quotes' })
  declare text: string

  @flags.boolean({ description: 'Only say what would be understood' })
  declare dryRun: boolean

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  async run() {
    const { id: userId, email, timezone } = await this.account(this.email)
    const actor = { ...commandActor(TasksAdd.commandName), userId, timezone }
    const line = await validateInput<QuickLine>(quickTaskBody, { text: this.text })
    const quick = await readQuickTask(line, actor)
    const made = this.dryRun ? null : await inTransaction((trx) => addQuickly(trx, actor, quick))
    if (this.json) return this.printJson(asJson(quick.understood, made))
    this.logger.log(asText(quick.understood, timezone))
    if (made) this.logger.success(`Added for ${email}.`)
    else this.logger.info('Dry run: nothing was added.')
  }
}

/** As POST /api/tasks/quick answers. */
function asJson(understood: Understood, made: { task: Task } | null) {
  return { task: made && taskToJson(made.task), understood: understoodToJson(understood) }
}

function asText({ title, due, recurrence, priority, tags }: Understood, timezone: string) {
  const when = dueWords(due, 'active', pageNow(clock.nowMs(), timezone))?.words
  const fields: [string, string | null | undefined][] = [
    ['Title', title],
    ['Repeats', recurrence?.words],
    [recurrence ? 'First due' : 'Due', when],
    ['Priority', priority],
    ['Tags', tags.length > 0 ? tags.join(', ') : null],
  ]
  return textFields(
    fields.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
    WIDTH
  )
}
