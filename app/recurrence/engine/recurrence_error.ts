/** What was refused: the input's field, the part of it (`INTERVAL`, `end_date`, …) and a sentence that says what to do. */
export interface Refusal {
  readonly field: 'rrule' | 'recurrence_pattern' | 'start'
  readonly part: string
  readonly reason: string
}

/** The one error that the engine throws for what comes from outside; for the API it is a 422. */
export class RecurrenceError extends Error implements Refusal {
  override readonly name = 'RecurrenceError'

  constructor(
    readonly field: Refusal['field'],
    readonly part: string,
    readonly reason: string
  ) {
    super(`${part}: ${reason}`)
  }
}
