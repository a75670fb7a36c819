import { daprStage } from './dapr_stage.js'
import { embeddedStage } from './embedded_stage.js'
import { type Platform, PLATFORMS, type Stage } from './stage.js'

const STAGES = { embedded: embeddedStage, dapr: daprStage }
const SECONDS = 20

export type Measurement<Figures> = (
  stage: Stage,
  seconds: number,
  log: (line: string) => void
) => Promise<Figures>

export interface Measured<Figures> {
  all: Figures[]
  seconds: number
  /** Worth keeping: both platforms, for as long as it takes. */
  isFull: boolean
}

/** `--platform embedded|dapr` (default both), `--seconds N` for each figure (default 20; a shorter run is not kept). */
export async function onEachPlatform<Figures>(
  args: string[],
  measurement: Measurement<Figures>
): Promise<Measured<Figures>> {
  const seconds = Number(option(args, '--seconds') ?? SECONDS)
  if (!(seconds >= 1)) throw new Error('--seconds is a number from 1 on')
  const platforms = platformsOf(option(args, '--platform'))
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const all: Figures[] = []
  for (const platform of platforms) {
    log(`${platform}: starting five processes`)
    const stage = await STAGES[platform]()
    try {
      all.push(await measurement(stage, seconds, log))
    } finally {
      await stage.stop()
    }
  }
  return { all, seconds, isFull: platforms.length === PLATFORMS.length && seconds >= SECONDS }
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
