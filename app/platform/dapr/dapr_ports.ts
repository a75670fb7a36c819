import type { Ports } from '../ports/ports.js'
import { COMPONENTS } from './components.js'
import { DaprEventBus } from './event_bus.js'
import { DaprInvoker } from './invoker.js'
import { OfficialClient, type OfficialAddress } from './official_client.js'
import { DaprScheduler } from './scheduler.js'
import { DaprSecrets } from './secrets.js'
import { Sidecar } from './sidecar.js'
import { DaprStateStore } from './state_store.js'

/** Every port through the sidecar at this address. It needs nothing of AdonisJS. */
export function daprPorts(address: OfficialAddress): Ports {
  const sidecar = new Sidecar(address)
  const client = new OfficialClient(address, sidecar)
  return {
    eventBus: new DaprEventBus(sidecar, COMPONENTS.pubsub),
    scheduler: new DaprScheduler(sidecar),
    stateStore: new DaprStateStore(client, COMPONENTS.stateStore),
    secrets: new DaprSecrets(client, COMPONENTS.secretStore),
    invoker: new DaprInvoker(client),
    stop: () => client.stop(),
  }
}
