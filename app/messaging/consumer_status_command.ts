import type { Consumer } from '#app/messaging/consumer'
import { AdminCommand } from '#app/shared/admin_command'

/** A command that acts for the consumers of every role, whatever ROLE says of its own process. */
export abstract class ConsumerCommand extends AdminCommand {
  protected async consumers(): Promise<Consumer[]> {
    // Not before the application has booted: consumers bring their models along.
    const { knownConsumers } = await import('#start/known_consumers')
    return knownConsumers()
  }
}
