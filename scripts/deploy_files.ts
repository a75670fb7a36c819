import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { PUBSUB, subscriptions, type Subscription } from '#app/messaging/topics'

const FOLDER = fileURLToPath(new URL('../deploy/dapr/subscriptions/', import.meta.url))
const HEADER = '# Made by `npm run deploy:files` from app/messaging/topics.ts.\n'

const wanted = new Map(subscriptions().map((one) => [`${nameOf(one)}.yaml`, fileOf(one)]))
mkdirSync(FOLDER, { recursive: true })
const present = new Map(
  readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')])
)
const names = [...new Set([...wanted.keys(), ...present.keys()])].sort()
const different = names.filter((name) => wanted.get(name) !== present.get(name))

if (process.argv.includes('--check')) refuse()
else write()

function refuse() {
  if (different.length === 0) return
  process.stderr.write(
    `Out of step with app/messaging/topics.ts: ${different.map((name) => `deploy/dapr/subscriptions/${name}`).join(', ')}.\n` +
      'Run: npm run deploy:files\n'
  )
  process.exitCode = 1
}

function write() {
  for (const name of different) {
    const text = wanted.get(name)
    if (text === undefined) rmSync(join(FOLDER, name))
    else writeFileSync(join(FOLDER, name), text)
    process.stdout.write(`deploy/dapr/subscriptions/${name}\n`)
  }
}

/** A name of Kubernetes: the dot of a dead-letter topic would be one too many for some tools. */
function nameOf({ role, topic }: Subscription): string {
  return `${role}-${topic.replace('.', '-')}`
}

function fileOf(subscription: Subscription): string {
  const { role, topic, route, deadLetterTopic, rawPayload } = subscription
  return (
    HEADER +
    stringify(
      {
        apiVersion: 'dapr.io/v2alpha1',
        kind: 'Subscription',
        metadata: { name: nameOf(subscription) },
        spec: {
          pubsubname: PUBSUB,
          topic,
          routes: { default: route },
          ...(deadLetterTopic && { deadLetterTopic }),
          ...(rawPayload && { metadata: { rawPayload: 'true' } }),
        },
        scopes: [role],
      },
      { singleQuote: true }
    )
  )
}
