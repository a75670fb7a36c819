import { paced } from './open_loop.js'
import type { Crowd } from './person.js'
import { quantiles, type Quantiles } from './quantiles.js'
import { RelayHold } from './relay_hold.js'
import { settled, type Stage } from './stage.js'

const ROUNDS = 2
const SETTLE_SECONDS = 1 // at the pace, not counted

export interface WebCost {
  /** Milliseconds of a request, all blocks together. */
  on: Quantiles
  off: Quantiles
}

/**
 * What the changes themselves take with and without the relay behind them, in blocks that alternate: whatever else the
 * machine does meanwhile meets both alike. Without the relay the auditor has nothing to do, either.
 */
export async function webCost(
  stage: Stage,
  crowd: Crowd,
  pace: { perSecond: number; seconds: number }
): Promise<WebCost> {
  const on: number[] = []
  const off: number[] = []
  const block = async (into: number[]) => {
    await paced(pace.perSecond, SETTLE_SECONDS, crowd.change)
    const { latencies } = await paced(pace.perSecond, pace.seconds / ROUNDS, crowd.change)
    into.push(...latencies)
  }
  for (let round = 0; round < ROUNDS; round++) {
    await settled(stage)
    await block(on)
    const hold = await RelayHold.take(stage.postgres)
    await block(off)
    await hold.release()
  }
  await settled(stage)
  return { on: quantiles(on), off: quantiles(off) }
}
