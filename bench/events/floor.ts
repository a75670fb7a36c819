import type { Quantiles } from './quantiles.js'

/** What the same bytes take with nothing of the product around them. */
export interface Floor {
  /** One record at a time, at the pace of the changes. */
  published: Quantiles
  handled: Quantiles
  /** In batches, one after the other. */
  publishedPerSecond: number
  handledPerSecond: number
}
