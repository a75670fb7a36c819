import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { canonicalJson } from '#app/shared/canonical_json'
import { inTransaction, rows, type Trx } from '#app/shared/database'
import { Problem } from '#app/shared/problem'
import { sentHeader } from '#app/shared/sent_header'

/** What a change answers: kept with its Idempotency-Key, so it is plain data. */
export interface ApiAnswer {
  status: number
  /** Absent: no body. */
  body?: unknown
  headers?: Record<string, string>
}

/** A key is the client's own text, e.g. a UUID; longer ones would only fill the table. Headers are ASCII (RFC 9110, 5.5). */
export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/
export const KEPT_HOURS = 24 // PRODUCT.md, "Idempotency-Key"
const RETRY_AFTER_SECONDS = 1

/**
 * Runs a change in one transaction and sends its answer. With an `Idempotency-Key` on a POST the claim of the key
 * and the answer commit with the change, so a retry after any crash gets the same answer or runs for the first time.
 */
export async function answerChange(ctx: HttpContext, change: (trx: Trx) => Promise<ApiAnswer>) {
  const key = ctx.request.method() === 'POST' ? sentHeader(ctx, 'idempotency-key') : undefined
  const answer = await inTransaction((trx) =>
    key === undefined ? change(trx) : once(trx, ctx, key, change)
  )
  send(ctx, answer)
}

export function send(ctx: HttpContext, answer: ApiAnswer) {
  for (const [name, value] of Object.entries(answer.headers ?? {})) ctx.response.header(name, value)
  ctx.response.status(answer.status)
  if (answer.body !== undefined) ctx.response.json(answer.body)
}

interface KeptAnswer {
  body_hash: string
  status: number
  headers: Record<string, string>
  body: string
}

async function once(
  trx: Trx,
  ctx: HttpContext,
  key: string,
  change: (trx: Trx) => Promise<ApiAnswer>
) {
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new Problem(
      400,
      'idempotency_key_invalid',
      'An Idempotency-Key has 1 to 255 characters of ASCII.'
    )
  }
  const claim = {
    user: ctx.actor.userId,
    method: ctx.request.method(),
    path: ctx.request.url(),
    key,
    hash: createHash('sha256').update(canonicalJson(ctx.request.body())).digest('base64url'),
  }
  await claimOrRefuse(trx, claim)
  const kept = await keptAnswer(trx, claim)
  if (kept) return replay(kept, claim.hash)
  const answer = await change(trx)
  await keep(trx, claim, answer)
  return answer
}

type Claim = { user: string; method: string; path: string; key: string; hash: string }

/** The lock ends with the transaction; a twin that does not get it would otherwise wait for the whole change. */
async function claimOrRefuse(trx: Trx, claim: Claim) {
  const [claimed] = await rows<{ claimed: boolean }>(
    trx,
    'SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0)) AS claimed',
    { name: canonicalJson([claim.user, claim.method, claim.path, claim.key]) }
  )
  if (claimed?.claimed) return
  throw new Problem(
    409,
    'idempotency_in_progress',
    'The same request is being worked on. Try again in a moment.',
    {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    }
  )
}

async function keptAnswer(trx: Trx, { user, method, path, key }: Claim) {
  const [kept] = await rows<KeptAnswer>(
    trx,
    `SELECT body_hash, status, headers, body FROM idempotency_keys
     WHERE user_id = :user AND method = :method AND path = :path AND key = :key
       AND created_at > taskflow_now() - make_interval(hours => ${KEPT_HOURS})`,
    { user, method, path, key }
  )
  return kept
}

function replay(kept: KeptAnswer, hash: string): ApiAnswer {
  if (kept.body_hash !== hash) {
    throw new Problem(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key was used with another body. Use a new key for a new request.'
    )
  }
  return {
    status: kept.status,
    headers: { ...kept.headers, 'idempotent-replayed': 'true' },
    ...(kept.body !== '' && { body: JSON.parse(kept.body) as unknown }),
  }
}

async function keep(trx: Trx, claim: Claim, answer: ApiAnswer) {
  await rows(
    trx,
    `INSERT INTO idempotency_keys (user_id, method, path, key, body_hash, status, headers, body, created_at)
     VALUES (:user, :method, :path, :key, :hash, :status, :headers, :body, taskflow_now())
     ON CONFLICT (user_id, method, path, key) DO UPDATE SET body_hash = excluded.body_hash,
       status = excluded.status, headers = excluded.headers, body = excluded.body, created_at = excluded.created_at`,
    {
      ...claim,
      status: answer.status,
      headers: JSON.stringify(answer.headers ?? {}),
      body: answer.body === undefined ? '' : JSON.stringify(answer.body),
    }
  )
}
