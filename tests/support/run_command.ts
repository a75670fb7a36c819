import type { BaseCommand } from '@adonisjs/core/ace'
import ace from '@adonisjs/core/services/ace'
import type { Consumer } from '#app/messaging/consumer'

export interface CommandRun {
  lines: string[]
  text: string
  exitCode: number | undefined
}

interface Options {
  /** Somebody at the terminal; without, there is nobody to ask. */
  answer?: (prompt: BaseCommand['prompt']) => unknown
  /** The consumers that the command knows of, instead of the code's. */
  consumers?: readonly Consumer[]
}

/** Runs a command in this process: what it said, line by line, and how it ended. */
export async function runCommand(
  command: typeof BaseCommand,
  argv: string[] = [],
  { answer, consumers }: Options = {}
): Promise<CommandRun> {
  ace.ui.switchMode('raw')
  const instance = await ace.create(command, argv)
  Object.defineProperty(instance, 'interactive', { value: answer !== undefined })
  if (consumers) Object.defineProperty(instance, 'consumers', { value: async () => consumers })
  answer?.(instance.prompt)
  await instance.exec()
  const lines = instance.ui.logger.getLogs().map(({ message }) => message)
  instance.ui.logger.flushLogs()
  return { lines, text: lines.join('\n'), exitCode: instance.exitCode }
}
