import { type DrainFigures, drain, drainInTurn } from './backlog.js'
import type { Floor } from './floor.js'
import { kafkaFloor } from './kafka_floor.js'
import { eventLatency, type LatencyFigures } from './latency.js'
import { Crowd } from './person.js'
import { postgresFloor } from './postgres_floor.js'
import type { Platform, Stage } from './stage.js'
import { webCost, type WebCost } from './web_cost.js'

export const CHANGES_PER_SECOND = 50
export const USERS = 20

/** Events of a backlog for each second of the measurement: a short run is short throughout. */
const BACKLOG_PER_SECOND = 1000
const SINGLE_USER_SHARE = 0.1

/** Everything about one platform. */
export interface Figures {
  platform: Platform
  latency: LatencyFigures
  floor: Floor
  /** First the relay alone, then those who read. */
  inTurn: DrainFigures
  /** Both at the same time, as in life. */
  atOnce: DrainFigures
  singleUser: DrainFigures
  web: WebCost
}

export async function measure(
  stage: Stage,
  seconds: number,
  log: (line: string) => void
): Promise<Figures> {
  const { platform, kafka, postgres } = stage
  const pace = { perSecond: CHANGES_PER_SECOND, seconds }
  const events = seconds * BACKLOG_PER_SECOND
  const crowd = await Crowd.of(stage, USERS)
  try {
    log(`${platform}: changes`)
    const latency = await eventLatency(stage, crowd, pace)
    log(`${platform}: web with the relay and without`)
    const web = await webCost(stage, crowd, pace)
    log(`${platform}: floor`)
    const floor = kafka
      ? await kafkaFloor(kafka, pace, events)
      : await postgresFloor(postgres, pace, events, crowd.userIds)
    log(`${platform}: a backlog of ${USERS} users`)
    const inTurn = await drainInTurn(stage, events, crowd.userIds)
    const atOnce = await drain(stage, events, crowd.userIds)
    log(`${platform}: a backlog of one user`)
    const singleUser = await drain(stage, events * SINGLE_USER_SHARE, crowd.userIds.slice(0, 1))
    return { platform, latency, floor, inTurn, atOnce, singleUser, web }
  } finally {
    crowd.close()
  }
}
