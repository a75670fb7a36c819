import type { Consumer } from '#app/messaging/consumer'
import { rolesOf, type RoleSetting } from '#app/platform/role'
import { settings } from '#app/platform/settings'

const registered = new Map<string, Consumer>()

/** Makes consumers known to this process (start/roles.ts); each runs where its role is played. */
export function registerConsumers(consumers: readonly Consumer[]) {
  for (const consumer of consumers) {
    if (registered.has(consumer.name)) {
      throw new Error(`Two consumers are called ${consumer.name}: they would share an inbox.`)
    }
    registered.set(consumer.name, consumer)
  }
}

/** Those that a process with this setting runs. */
export function consumersOf(setting: RoleSetting): Consumer[] {
  const roles = rolesOf(setting)
  return [...registered.values()].filter(({ role }) => roles.includes(role))
}

/** Those of this process. */
export function consumersHere(): Consumer[] {
  return consumersOf(settings().role)
}
