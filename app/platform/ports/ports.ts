import { EmbeddedEventBus } from '../embedded/event_bus.js'
import type { EventBus } from './event_bus.js'
import type { Scheduler } from './scheduler.js'

export function ports(): { eventBus: EventBus; scheduler: Scheduler } {
  return {
    eventBus: new EmbeddedEventBus(),
    scheduler: { schedule: async () => {}, cancel: async () => {} },
  }
}
