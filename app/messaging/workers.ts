import logger from '@adonisjs/core/services/logger'
import { cleaningWork } from '#app/messaging/cleaning_work'
import { consumersHere } from '#app/messaging/consumers_here'
import { EmbeddedConsumer } from '#app/messaging/embedded_consumer'
import { JobLane } from '#app/messaging/job_lane'
import {
  COMMITTED,
  directConnection,
  NUMBERED,
  processConnection,
} from '#app/messaging/process_connection'
import { Relay } from '#app/messaging/relay'
import { Signal } from '#app/messaging/signal'
import { processHealth, underLease } from '#app/messaging/under_lease'
import { WakeUp } from '#app/messaging/wake_up'
import { onRelayWake } from '#app/messaging/wake_relay'
import { registerMessagingMetrics, setLeading } from '#app/messaging/metrics'
import { roleInstance } from '#app/platform/embedded/role_instances'
import { ports } from '#app/platform/ports/ports'
import { settings } from '#app/platform/settings'
import type { Worker } from '#app/platform/worker'

/** The relay's statements number and mark up to a thousand events. */
const RELAY_QUERY_TIMEOUT_MS = 2500

/** In every role, as each may commit events: tells the relay, wherever it is. */
const announcing: Worker = {
  name: 'announcing',
  async start() {
    registerMessagingMetrics()
    const signal = new Signal(processConnection(), COMMITTED)
    onRelayWake(signal.send)
    return {
      async stop() {
        onRelayWake(() => {})
      },
    }
  },
}

const relay: Worker = {
  name: 'relay',
  async start() {
    const connection = directConnection('relay', RELAY_QUERY_TIMEOUT_MS)
    const wakeUp = new WakeUp()
    await processConnection().listen(COMMITTED, wakeUp.wake)
    const leader = new Relay({
      connection,
      wakeUp,
      bus: ports().eventBus,
      numbered: new Signal(processConnection(), NUMBERED).send,
      trouble: (error) =>
        error
          ? logger.warn({ error }, 'events wait to be published')
          : logger.info('events are published again'),
    })
    const jobsWakeUp = new WakeUp()
    await processConnection().listen(COMMITTED, jobsWakeUp.wake)
    const lane = new JobLane({
      connection,
      wakeUp: jobsWakeUp,
      scheduler: ports().scheduler,
      trouble: (error) =>
        error
          ? logger.warn({ error }, 'jobs wait to be scheduled')
          : logger.info('jobs are scheduled again'),
    })
    const running = underLease('relay', async (lease) => {
      setLeading(true)
      const ended = new AbortController()
      const signal = AbortSignal.any([lease.signal, ended.signal])
      const telling = lane.run({ ...lease, signal })
      const restMs = await leader.run(lease).finally(() => ended.abort())
      await telling
      setLeading(false)
      return restMs
    })
    return {
      ...running,
      async stop() {
        await running.stop()
        await connection.close()
      },
    }
  },
}

/** Where there is no broker that delivers: each consumer of this process's roles follows the events by itself. */
const consumers: Worker = {
  name: 'consumers',
  async start() {
    const here = settings().platform === 'embedded' ? consumersHere() : []
    if (here.length === 0) return { stop: async () => {} }
    const keepers = await Promise.all(
      here.map(async (consumer) => {
        const wakeUp = new WakeUp()
        await processConnection().listen(NUMBERED, wakeUp.wake)
        const follower = new EmbeddedConsumer(consumer, wakeUp)
        return underLease(`consumer:${consumer.name}`, (lease) => follower.run(lease))
      })
    )
    return {
      async stop() {
        await Promise.all(keepers.map((keeper) => keeper.stop()))
      },
      health: processHealth,
    }
  },
}

const cleaning: Worker = {
  name: 'cleaning',
  start: () => underLease('cleaning', cleaningWork),
}

/** In every role. */
export const consumerWorkers: readonly Worker[] = [announcing, consumers, roleInstance]
/** In web alone. */
export const relayWorkers: readonly Worker[] = [relay, cleaning]
