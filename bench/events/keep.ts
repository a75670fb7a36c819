import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Platform } from './stage.js'

/** Writes the figures of each platform, and what they were taken with, to the results of a benchmark. */
export function keep(bench: string, load: object, all: readonly { platform: Platform }[]) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const document = {
    bench,
    at: new Date().toISOString(),
    commit,
    machine: { cores: cpus().length, node: process.version, postgresql: '18', ...brokerVersions() },
    postgresql: { fsync: 'on', synchronous_commit: 'on' },
    load,
    unit: 'ms',
    result: Object.fromEntries(all.map(({ platform, ...figures }) => [platform, figures])),
  }
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(`bench/results/${bench}.json`, `${JSON.stringify(document, rounded, 2)}\n`)
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
