import type { Rule } from './rule.js'

/** The seconds of the day at which a timed rule occurs, ascending: what BYHOUR and BYMINUTE leave open is the start's. */
export function timesOfDay({ byHour, byMinute }: Rule, startTime: number): number[] {
  const hours = byHour.length > 0 ? byHour : [Math.floor(startTime / 3600)]
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(startTime / 60) % 60]
  const seconds = startTime % 60
  return hours.flatMap((hour) => minutes.map((minute) => hour * 3600 + minute * 60 + seconds))
}
