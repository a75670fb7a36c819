import { EmbeddedEventBus } from '../embedded/event_bus.js'
import type { EventBus } from './event_bus.js'

export function ports(): { eventBus: EventBus } {
  return { eventBus: new EmbeddedEventBus() }
}
