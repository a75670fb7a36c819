import { HANDLER_TIMEOUT_MS } from '#app/messaging/consumer'
import { rows, type Trx } from '#app/shared/database'

/** A transaction with its handler, claim and commit. */
export const TRANSACTION_TIMEOUT_MS = HANDLER_TIMEOUT_MS + 1000

/**
 * To be selected by the first statement of a transaction, with `LIMITS` bound: PostgreSQL ends it when it takes too long
 * or is left standing. A process that stopped in its middle, or whose machine is gone, would block others for hours.
 */
export const LIMITED = `set_config('statement_timeout', :statementMs, true),
  set_config('idle_in_transaction_session_timeout', :statementMs, true), set_config('transaction_timeout', :transactionMs, true)`

export const LIMITS = {
  statementMs: String(HANDLER_TIMEOUT_MS),
  transactionMs: String(TRANSACTION_TIMEOUT_MS),
}

export async function limitTransaction(trx: Trx) {
  await rows(trx, `SELECT ${LIMITED}`, LIMITS)
}
