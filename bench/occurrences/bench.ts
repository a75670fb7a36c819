import { keep } from '../events/keep.js'
import { onEachPlatform } from '../events/on_each_platform.js'
import { COMPLETIONS_PER_SECOND, measure, USERS } from './measure.js'
import { printReport } from './report.js'

/** For the arguments see `onEachPlatform`. */
export async function run(args: string[]) {
  const { all, seconds, isFull } = await onEachPlatform(args, measure)
  printReport(all)
  const load = { completionsPerSecond: COMPLETIONS_PER_SECOND, users: USERS, seconds }
  if (isFull) keep('occurrences', load, all)
}
