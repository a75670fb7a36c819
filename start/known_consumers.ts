import type { Consumer } from '#app/messaging/consumer'
import { consumersOf } from '#app/messaging/consumers_here'
import { PARTS } from '#start/roles'

/** Every consumer of the code, whichever role this process plays: for commands, which act for all of them. */
export function knownConsumers(): Consumer[] {
  const all = [...Object.values(PARTS).flatMap((part) => part.consumers), ...consumersOf('all')]
  return [...new Map(all.map((consumer) => [consumer.name, consumer])).values()]
}
