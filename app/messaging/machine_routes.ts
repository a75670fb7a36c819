import type { HttpContext } from '@adonisjs/core/http'
import type { HttpRouterService } from '@adonisjs/core/types'
import { deliver, deliverDead } from '#app/messaging/deliver'
import { PUBSUB, subscriptions, TOPIC_NAMES } from '#app/messaging/topics'
import { runJob } from '#app/platform/jobs'
import { rolesOf } from '#app/platform/role'
import { settings } from '#app/platform/settings'
import { VERSION } from '#app/platform/version'
import { Problem } from '#app/shared/problem'
import { machineStack } from '#start/kernel'

/** What a sidecar calls; the same in every role, whatever it is subscribed to. */
export function registerMachineRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/dapr/subscribe', subscribe)
      router.get('/dapr/config', () => ({})) // no actors; the sidecar asks at each start
      for (const topic of TOPIC_NAMES) router.post(`/events/${topic}`, (ctx) => take(topic, ctx))
      router.post('/events/dead', takeDead)
      router.post('/job/:name', (ctx) => run(ctx.params.name, bodyOf(ctx)))
      router.post('/api/jobs/trigger', triggerJob)
      router.route('/internal/ping', ['GET', 'POST', 'PUT', 'DELETE'], ping)
    })
    .use(machineStack)
}

/** What is left below those addresses, once every other route is registered. */
export function registerMachineCatchAll(router: HttpRouterService) {
  router
    .group(() => {
      for (const place of ['dapr', 'events', 'job', 'internal']) router.any(`/${place}/*`, nobody)
    })
    .use(machineStack)
}

/** https://docs.dapr.io/reference/api/pubsub_api/, "Provide a route for Dapr to discover topic subscriptions". */
function subscribe() {
  const roles = rolesOf(settings().role)
  return subscriptions()
    .filter(({ role }) => roles.includes(role))
    .map(({ topic, route, deadLetterTopic, rawPayload }) => ({
      pubsubname: PUBSUB,
      topic,
      route,
      ...(deadLetterTopic && { deadLetterTopic }),
      ...(rawPayload && { metadata: { rawPayload: 'true' } }),
    }))
}

async function take(topic: string, { request }: HttpContext) {
  return { status: await deliver(topic, request.body()) }
}

/** The topic of a raw record is in the sidecar's own CloudEvent, its place in the headers of the component. */
async function takeDead({ request }: HttpContext) {
  const body = request.body()
  const place = {
    topic: String(body?.topic ?? 'unknown'),
    partition: request.header('__partition') ?? '0',
    offset: request.header('__offset') ?? '0',
  }
  return { status: await deliverDead(body, place) }
}

/** A 404 counts as done, so a job that nobody knows must fail. */
async function run(name: string, data: unknown) {
  if (await runJob(name, data)) return { status: 'SUCCESS' }
  throw new Problem(500, 'unknown_job', `Nothing here runs the job ${name}.`)
}

function triggerJob({ request }: HttpContext) {
  const { name, data = null } = request.body() ?? {}
  if (typeof name !== 'string') {
    throw new Problem(422, 'validation_failed', 'Send {"name": …, "data": …}.')
  }
  return run(name, data)
}

/** Says who answers, and what came: for the contract of service invocation, and for people. */
function ping(ctx: HttpContext) {
  const method = ctx.request.method()
  return { role: settings().role, version: VERSION, method, body: bodyOf(ctx) }
}

/** Null when nothing was sent. */
function bodyOf({ request }: HttpContext): unknown {
  return request.raw() ? request.body() : null
}

function nobody({ request }: HttpContext): never {
  throw new Problem(500, 'no_such_route', `Nothing here takes ${request.method()} of this address.`)
}
