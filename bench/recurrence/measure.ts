import type { Library } from './libraries.js'
import type { Question } from './rules.js'

export interface Figures {
  readonly library: string
  /** Milliseconds of one `next`, over the moments. */
  readonly mean: number
  /** Milliseconds of one `next` at the moment that costs most. */
  readonly slowest: number
  /** For how many moments it was asked: fewer than there are, where one pass takes too long. */
  readonly asked: number
  /** How many of these have the answer of the first library. */
  readonly agreeing: number
}

/** Each figure is a mean over this long, after as long to warm up. */
const BUDGET_MS = 250
/** A first pass that takes longer ends, and what it took is the figure. */
const PATIENCE_MS = 2000

export function measure(
  library: Library,
  question: Question,
  answers: readonly unknown[]
): Figures {
  const next = library.prepare(question)
  const begin = performance.now()
  const costs: number[] = []
  let agreeing = 0
  for (const [at, after] of question.after.entries()) {
    const asked = performance.now()
    if (asked - begin > PATIENCE_MS) break
    if (next(after) === answers[at]) agreeing++
    costs.push(performance.now() - asked)
  }
  const isQuick = performance.now() - begin < BUDGET_MS
  return { library: library.name, ...summary(isQuick ? again() : costs), agreeing }

  function again() {
    const share = BUDGET_MS / question.after.length
    for (const after of question.after) timed(() => next(after), share)
    return question.after.map((after) => timed(() => next(after), share))
  }
}

function summary(costs: readonly number[]) {
  const sum = costs.reduce((total, cost) => total + cost, 0)
  return { mean: sum / costs.length, slowest: Math.max(...costs), asked: costs.length }
}

/** The mean over calls until a time is over, at least one. */
function timed(call: () => unknown, budgetMs: number): number {
  const begin = performance.now()
  let calls = 0
  let end = begin
  while (calls === 0 || end - begin < budgetMs) {
    call()
    calls++
    end = performance.now()
  }
  return (end - begin) / calls
}
