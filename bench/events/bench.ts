import { keep } from './keep.js'
import { CHANGES_PER_SECOND, measure, USERS } from './measure.js'
import { onEachPlatform } from './on_each_platform.js'
import { printReport } from './report.js'

/** For the arguments see `onEachPlatform`. */
export async function run(args: string[]) {
  const { all, seconds, isFull } = await onEachPlatform(args, measure)
  printReport(all)
  const load = { changesPerSecond: CHANGES_PER_SECOND, users: USERS, seconds }
  if (isFull) keep('events', load, all)
}
