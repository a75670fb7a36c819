import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { progressBar } from '#app/shared/progress_bar'
import { Problem } from '#app/shared/problem'

/** Fewer steps are over before anybody could look at a bar. */
const WORTH_A_BAR = 20

/** A command of the administrator: a refusal is one sentence and exit code 1, never a stack. */
export abstract class AdminCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  async completed() {
    if (!(this.error instanceof Problem)) return false
    this.logger.error(this.error.message)
    this.exitCode = 1
    return true
  }

  /** Whether somebody sits at the terminal who can be asked. */
  protected get interactive(): boolean {
    return process.stdin.isTTY === true
  }

  /** Whether to go ahead: somebody said so, at the terminal or with --force. */
  protected async confirmed(question: string, { force }: { force: boolean }): Promise<boolean> {
    if (force) return true
    if (!this.interactive) throw refusal('There is nobody to ask. Add --force to do it unasked.')
    return this.prompt.confirm(question)
  }

  /** Shows how far the command is, where that takes a while. */
  protected progress(steps: number): (done: number) => void {
    return steps > WORTH_A_BAR ? progressBar(steps) : () => undefined
  }

  /** For programs: on standard output, as it is. */
  protected printJson(value: unknown) {
    this.logger.log(JSON.stringify(value, null, 2))
  }
}

/** Ends a command with a sentence that says what to do. */
export function refusal(message: string) {
  return new Problem(422, 'command_refused', message)
}
