import { ended, LIVE, type SeriesState } from '#app/recurrence/series'
import { nowInstant } from '#app/shared/time'
import { closingOf } from '#app/tasks/occurrences/closing'
import { isPending, placeOf } from '#app/tasks/occurrences/occurrence'
import type { Change, Move } from '#app/tasks/occurrences/settle'
import { NOT_CLOSED, type Task } from '#app/tasks/task'

/**
 * Those that keep their place come first, then those that leave one, then those that ask for one: before all others the
 * one whose next is still to be made, as the series waits for it.
 */
const TURN = {
  open: { open: 0, closed: 1, away: 1, none: 1 },
  other: { closed: 0, pending: 2, open: 3 },
}

/** One series in the course of a change: who has the place of the open occurrence, and whether the series goes on. */
export class SeriesInChange {
  state: SeriesState
  removed: Task | undefined
  /** The occurrence that the series waits for. */
  #waits: Task | undefined
  #wasLeft = false

  constructor(
    state: SeriesState,
    waiting: Task | undefined,
    private readonly profileZone: string
  ) {
    this.state = state
    this.#waits = waiting
  }

  takeAll(moves: Move[]) {
    for (const move of moves.toSorted(inTurn)) this.#take(move)
    if (this.#wasLeft && !this.#waits) this.#end('person')
    if (this.state.endedAt !== null) this.#letGo()
  }

  get isCancelled(): boolean {
    const isOnItsWay = this.#waits !== undefined && isPending(this.#waits)
    return this.state.endedAt !== null && (isOnItsWay || this.removed !== undefined)
  }

  get isStranded(): boolean {
    return this.state.endedAt === null && this.#waits === undefined
  }

  /** The end takes along what nobody has touched; what somebody has goes on, and the series with it. */
  #letGo() {
    const open = this.#waits && placeOf(this.#waits) === 'open' ? this.#waits : undefined
    if (!open) return
    if (!isUntouched(open)) return this.#resume()
    this.removed = open
    this.#waits = undefined
  }

  #take({ change, from, to }: Move) {
    if (from === 'open') return this.#takeOpen(change, to)
    if (from === 'closed') return this.#takeClosed(change, to)
    if (to === 'open') return this.#enter(change)
    if (to === 'closed') this.#becomeHistory(change)
  }

  #takeOpen(change: Change, to: Move['to']) {
    if (to === 'open') this.#waits = change.task
    else if (to === 'closed') this.#close(change)
    else if (to === 'away') this.#end('person')
    else this.#wasLeft = true
  }

  #takeClosed(change: Change, to: Move['to']) {
    if (to === 'open') return this.#reopen(change)
    if (!isPending(change.task)) {
      if (to === 'away') change.after.detached = true
    } else if (to === 'closed') this.#waits = change.task
    else Object.assign(change.after, NOT_CLOSED)
  }

  #close(change: Change) {
    const { after } = change
    change.closes = true
    Object.assign(after, NOT_CLOSED, { closedAt: nowInstant() })
    if (this.state.endedAt !== null) return
    Object.assign(after, closingOf(this.state, after, this.profileZone))
    if (after.nextKey === null) this.#end('rule')
    else this.#waits = change.task
  }

  /** Back to where it was; outside of the series, when the next one has been touched or the series was ended. */
  #reopen(change: Change) {
    const { task, after } = change
    const next = this.#waits?.id === task.nextTaskId ? this.#waits : undefined
    if (next && isUntouched(next)) {
      this.removed = next
      this.#waits = undefined
    }
    const hasEndedSeries = this.state.endedBy === 'rule' && task.nextKey === null
    const isFree = !this.#waits && (this.state.endedAt === null || hasEndedSeries)
    if (!isFree) {
      after.detached = true
      return
    }
    this.#resume()
    this.#waits = task
    Object.assign(after, NOT_CLOSED)
  }

  #enter({ task, after }: Change) {
    if (this.#waits) {
      after.detached = true
      return
    }
    this.#resume()
    this.#waits = task
  }

  /** What was detached and is closed again says no more what follows, unless that is there. */
  #becomeHistory({ after }: Change) {
    if (after.nextTaskId === null) after.nextKey = null
  }

  #end(by: 'rule' | 'person') {
    if (this.state.endedAt !== null) return
    this.state = ended(this.state, by)
  }

  #resume() {
    if (this.state.endedAt === null) return
    this.state = { ...this.state, ...LIVE }
  }
}

function isUntouched(next: Task) {
  return placeOf(next) === 'open' && next.version === 1
}

function inTurn(one: Move, other: Move): number {
  return turnOf(one) - turnOf(other) || keyOf(one).localeCompare(keyOf(other))
}

function turnOf({ change, from, to }: Move): number {
  if (from === 'open') return TURN.open[to]
  if (to !== 'open') return TURN.other.closed
  return isPending(change.task) ? TURN.other.pending : TURN.other.open
}

function keyOf({ change }: Move) {
  return change.after.occurrenceKey ?? ''
}
