import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '#app/platform/start_error'

const DAPR = fileURLToPath(new URL('../../../deploy/local/dapr/', import.meta.url))
const KAFKA = fileURLToPath(new URL('../../../deploy/local/kafka/', import.meta.url))

/** Older ones from 1.21 on fetch the version that go.mod names by themselves. */
const GO_MINOR = 21
/** What Kafka 4 runs on. */
const JAVA_MAJOR = 17

const GO_NEEDED = `Go 1.${GO_MINOR} or newer is needed, to build the Dapr sidecar and scheduler of the cluster`
const MAVEN_NEEDED = 'Maven 3 or newer (mvn) is needed, to fetch the Kafka of the cluster'
const JAVA_NEEDED = `Java ${JAVA_MAJOR} or newer is needed, to run the Kafka of the cluster`

/** Where the programs of a cluster are. */
export interface Toolchain {
  daprd: string
  scheduler: string
  java: string
  /** Kafka's jars, as Java's -cp wants them. */
  kafkaClassPath: string
}

/** Builds and fetches what is not there yet; a missing tool is one sentence. */
export async function ensureToolchain(): Promise<Toolchain> {
  const java = checkedJava()
  const kafka = await cached('kafka', [join(KAFKA, 'pom.xml')], fetchKafka)
  const daprFiles = ['go.mod', 'go.sum', 'main.go'].map((name) => join(DAPR, name))
  const dapr = await cached('dapr', daprFiles, buildDapr)
  return {
    daprd: join(dapr, 'daprd'),
    scheduler: join(dapr, 'scheduler'),
    java,
    kafkaClassPath: join(kafka, '*'),
  }
}

/** The folder that `make` fills, once for each content of `files`. Of two that make it at once, one is kept. */
async function cached(name: string, files: string[], make: (folder: string) => Promise<void>) {
  const sum = createHash('sha256')
  for (const file of files) sum.update(readFileSync(file))
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'taskflow')
  const folder = join(cache, `${name}-${sum.digest('hex').slice(0, 12)}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(`${folder}.`)
  const forget = () => rmSync(unfinished, { recursive: true, force: true })
  process.once('exit', forget)
  try {
    await make(unfinished)
    renameSync(unfinished, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    forget()
    process.off('exit', forget)
  }
  return folder
}

async function fetchKafka(folder: string) {
  if (said('mvn', ['--version']) === undefined) throw new StartError(missing(MAVEN_NEEDED))
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`]
  const args = ['-q', '-B', '-Dstyle.color=never', ...goal]
  await run('Fetching Kafka', 'mvn', args, KAFKA)
}

async function buildDapr(folder: string) {
  const version = said('go', ['version'])
  if (version === undefined) throw new StartError(missing(GO_NEEDED))
  const minor = /go1\.(\d+)/.exec(version)?.[1]
  if (Number(minor) < GO_MINOR) throw new StartError(`${GO_NEEDED}; there is ${version.trim()}.`)
  for (const [program, source] of [
    ['scheduler', 'github.com/dapr/dapr/cmd/scheduler'],
    ['daprd', '.'],
  ] as const) {
    const flags = ['-mod=readonly', '-buildvcs=false', '-tags=stablecomponents', '-ldflags=-s -w']
    const args = ['build', ...flags, '-o', join(folder, program), source]
    const what = `Building Dapr's ${program} (once, about 3 minutes on two cores)`
    await run(what, 'go', args, DAPR, { CGO_ENABLED: '0' })
  }
}

function checkedJava(): string {
  const { JAVA_HOME } = process.env
  const java = JAVA_HOME ? join(JAVA_HOME, 'bin', 'java') : 'java'
  const version = said(java, ['--version'])
  if (version === undefined) throw new StartError(missing(JAVA_NEEDED))
  const [line = ''] = version.split('\n')
  if (Number(/\d+/.exec(line)?.[0]) < JAVA_MAJOR) {
    throw new StartError(`${JAVA_NEEDED}; there is ${line}.`)
  }
  return java
}

function missing(needed: string) {
  return `${needed}, and it is not on the PATH.`
}

/** What a program prints; undefined when there is no such program. */
function said(program: string, args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

async function run(what: string, program: string, args: string[], cwd: string, env = {}) {
  const startedAt = performance.now()
  process.stderr.write(`${what} …\n`)
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  const end = () => child.kill()
  process.once('exit', end)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('exit', end)
  if (code !== 0) throw new StartError(`${program} failed (${what}): see the lines above.`)
  process.stderr.write(`… done in ${Math.round((performance.now() - startedAt) / 1000)} s\n`)
}
