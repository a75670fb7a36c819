import { daprPorts } from '../dapr/dapr_ports.js'
import { EmbeddedEventBus } from '../embedded/event_bus.js'
import { EmbeddedInvoker } from '../embedded/invoker.js'
import { instancesOf, instanceUrl } from '../embedded/role_instances.js'
import { EmbeddedScheduler } from '../embedded/scheduler.js'
import { EmbeddedSecrets } from '../embedded/secrets.js'
import { EmbeddedStateStore } from '../embedded/state_store.js'
import { rolesOf } from '../role.js'
import { settings, type Settings } from '../settings.js'
import type { EventBus } from './event_bus.js'
import type { Invoker } from './invoker.js'
import type { Scheduler } from './scheduler.js'
import type { Secrets } from './secrets.js'
import type { StateStore } from './state_store.js'

/** What the application needs of its surroundings, whatever these are. */
export interface Ports {
  eventBus: EventBus
  scheduler: Scheduler
  stateStore: StateStore
  secrets: Secrets
  invoker: Invoker
  /** Lets go of connections. */
  stop(): Promise<void>
}

/** The one place that knows which driver is behind a port. */
export function createPorts(given: Settings): Ports {
  return given.platform === 'dapr' ? daprPorts(given.dapr) : embeddedPorts(given)
}

function embeddedPorts(given: Settings): Ports {
  return {
    eventBus: new EmbeddedEventBus(),
    scheduler: new EmbeddedScheduler(),
    stateStore: new EmbeddedStateStore(),
    secrets: new EmbeddedSecrets(process.env),
    invoker: new EmbeddedInvoker({
      roles: rolesOf(given.role),
      ownUrl: instanceUrl(given),
      instancesOf,
      appApiToken: given.appApiToken,
    }),
    stop: async () => {},
  }
}

let made: { of: Settings; ports: Ports } | undefined

/** The ports of this process, made from its settings. */
export function ports(): Ports {
  if (made?.of !== settings()) made = { of: settings(), ports: createPorts(settings()) }
  return made.ports
}
