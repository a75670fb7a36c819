import { ConsumerCommand } from '#app/messaging/consumer_status_command'
import { type DeadLetterFilter, deadLetterIds } from '#app/messaging/dead_letter_admin'
import { refusal } from '#app/shared/admin_command'
import { database } from '#app/shared/database'

/** A command that does something with chosen dead letters: those that are named, or --all of a kind. */
export abstract class DeadLetterCommand extends ConsumerCommand {
  /** In the order in which their events happened. */
  protected async chosen(
    ids: readonly string[],
    all: boolean,
    filter: DeadLetterFilter
  ): Promise<string[]> {
    if (all) {
      if (ids.length > 0) throw refusal('Name the dead letters or say --all, not both.')
      return deadLetterIds(database(), filter)
    }
    if (ids.length === 0) {
      throw refusal(
        'Say which: the numbers that dead-letters:list shows, or --all --consumer NAME.'
      )
    }
    for (const id of ids) checkId(id)
    const there = await deadLetterIds(database(), { ids })
    const missing = ids.find((id) => !there.includes(String(BigInt(id))))
    if (missing) throw noSuchLetter(missing)
    return there
  }
}

/** @throws a refusal where the text is no number of a letter */
export function checkId(id: string) {
  if (!/^\d{1,18}$/.test(id)) {
    throw refusal(`${id} is no dead letter: use the number that dead-letters:list shows.`)
  }
}

export function noSuchLetter(id: string) {
  return refusal(`There is no dead letter ${id}. dead-letters:list shows them.`)
}
