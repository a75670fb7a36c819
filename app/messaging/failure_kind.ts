import { PassingFailure } from '#app/platform/ports/passing_failure'

/**
 * Classes and codes of PostgreSQL (its appendix A) that say nothing about the statement: no connection, no room, ended by
 * an administrator or a timeout, lost against another transaction, a server that only reads at the moment, or a prepared
 * statement that went with its connection.
 */
const PASSING_SQLSTATE = /^(08|53|57|58)|^(40001|40P01|55P03|25006|25P03|25P04|26000)$/

const PASSING_SYSTEM_ERROR =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_\w+)$/

/** Without a code; knex writes the statement in front. */
const PASSING_MESSAGE =
  /(?:^|- |Knex: )(?:Connection terminated|Timeout acquiring a connection|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

/**
 * Whether trying again later can help: a database or peer that is away, a timeout, a lost race. Everything else is in the
 * event or in the code, and will fail each time.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof PassingFailure) return true
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return true
  const { code } = error as { code?: unknown }
  if (typeof code === 'string') {
    if (PASSING_SYSTEM_ERROR.test(code)) return true
    if (/^[0-9A-Z]{5}$/.test(code)) return PASSING_SQLSTATE.test(code)
  }
  return (
    PASSING_MESSAGE.test(error.message) ||
    isPassing(error.cause) ||
    (error instanceof AggregateError && error.errors.some(isPassing))
  )
}
