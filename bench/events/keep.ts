import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { CHANGES_PER_SECOND, type Figures, USERS } from './measure.js'

const FILE = 'bench/results/events.json'

export function keep(all: readonly Figures[], seconds: number) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const document = {
    bench: 'events',
    at: new Date().toISOString(),
    commit,
    machine: { cores: cpus().length, node: process.version, postgresql: '18', ...brokerVersions() },
    postgresql: { fsync: 'on', synchronous_commit: 'on' },
    load: { changesPerSecond: CHANGES_PER_SECOND, users: USERS, seconds },
    unit: 'ms',
    result: Object.fromEntries(all.map(({ platform, ...figures }) => [platform, figures])),
  }
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(FILE, `${JSON.stringify(document, rounded, 2)}\n`)
}

function brokerVersions() {
  const find = (file: string, pattern: RegExp) => pattern.exec(readFileSync(file, 'utf8'))?.[1]
  return {
    dapr: find('deploy/local/dapr/go.mod', /github\.com\/dapr\/dapr v(\S+)/),
    kafka: find('deploy/local/kafka/pom.xml', /kafka_2\.13<\/artifactId>\s*<version>([^<]+)/),
  }
}

/** More digits than these are the machine's mood. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value
}
