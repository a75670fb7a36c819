import { daprStage } from './dapr_stage.js'
import { embeddedStage } from './embedded_stage.js'
import { keep } from './keep.js'
import { type Figures, measure } from './measure.js'
import { printReport } from './report.js'
import { type Platform, PLATFORMS } from './stage.js'

const STAGES = { embedded: embeddedStage, dapr: daprStage }
const SECONDS = 20

/** `--platform embedded|dapr` (default both), `--seconds N` for each figure (default 20; a shorter run is not kept). */
export async function run(args: string[]) {
  const seconds = Number(option(args, '--seconds') ?? SECONDS)
  if (!(seconds >= 1)) throw new Error('--seconds is a number from 1 on')
  const platforms = platformsOf(option(args, '--platform'))
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const all: Figures[] = []
  for (const platform of platforms) all.push(await measureOn(platform, seconds, log))
  printReport(all)
  if (platforms.length === PLATFORMS.length && seconds >= SECONDS) keep(all, seconds)
}

async function measureOn(platform: Platform, seconds: number, log: (line: string) => void) {
  log(`${platform}: starting five processes`)
  const stage = await STAGES[platform]()
  try {
    return await measure(stage, seconds, log)
  } finally {
    await stage.stop()
  }
}

function platformsOf(name: string | undefined): readonly Platform[] {
  if (name === undefined) return PLATFORMS
  const platform = PLATFORMS.find((one) => one === name)
  if (!platform) throw new Error(`--platform is one of ${PLATFORMS.join(', ')}`)
  return [platform]
}

function option(args: string[], name: string) {
  const place = args.indexOf(name)
  return place < 0 ? undefined : args[place + 1]
}
