import { type Client, rows } from '#app/shared/database'
import { FORGIVEN_FROM_LENGTH, LONGEST_WORD } from '#app/tasks/search_words'

/** One thing that a search asks for; its words are folded by PostgreSQL, as the tasks' words are. */
export interface SearchTerm {
  /** Several words in a row, as quoted; or one word, as typed so far. */
  text: string
  phrase: boolean
  excluded: boolean
}

/** With fewer exact hits than this a typo is assumed possible, and near words are looked for too. */
export const FEW_HITS = 5
const TERMS_MAX = 16 // more than anybody types; keeps the query small

/** Understands `word`, `"a phrase"`, `-word` and `-"a phrase"`. Any input is safe: what is no word is nothing. */
export function parseSearch(q: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const match of q.matchAll(/(?<=^|\s)(-?)"([^"]*)"?|(\S+)/g)) {
    const [, minus, quoted, word] = match
    if (quoted !== undefined) terms.push({ text: quoted, phrase: true, excluded: minus === '-' })
    else if (word) {
      const excluded = word.length > 1 && word.startsWith('-')
      terms.push({ text: excluded ? word.slice(1) : word, phrase: false, excluded })
    }
  }
  return terms.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).slice(0, TERMS_MAX)
}

/** Words of the user's tasks that may be meant by a word that was typed. */
export type Corrections = Map<string, string[]>

/**
 * All terms as a tsquery: a word matches from its beginning (as one types), a phrase word for word. PostgreSQL builds
 * it from plain text (a function of migration 0002): nothing a person types is ever read as its syntax.
 */
export const TSQUERY = 'taskflow_search_query(:f_owner::uuid, :f_terms::jsonb)'

export function searchBindings(userId: string, q: string, corrections: Corrections = new Map()) {
  const terms = parseSearch(q).map((term) => ({ ...term, also: corrections.get(term.text) ?? [] }))
  return { f_owner: userId, f_terms: JSON.stringify(terms) }
}

/**
 * For each word (cut short: levenshtein refuses texts of more than 255 letters): those of the user's tasks that are one typo away (a letter more, less or other, or two neighbours
 * swapped). Index: search_words_user.
 */
export async function correctTypos(
  client: Client,
  userId: string,
  q: string
): Promise<Corrections> {
  const typed = parseSearch(q)
    .filter((term) => !term.phrase && !term.excluded)
    .map((term) => term.text)
  if (typed.length === 0) return new Map()
  const near = await rows<{ typed: string; folded: string; word: string }>(
    client,
    `SELECT DISTINCT typed, folded, s.word
     FROM unnest(:typed::text[]) AS typed, regexp_split_to_table(taskflow_fold(typed), ' ') AS folded,
       search_words s
     WHERE char_length(folded) >= ${FORGIVEN_FROM_LENGTH} AND s.user_id = :userId
       AND s.length BETWEEN char_length(folded) - 1 AND char_length(folded) + 1
       AND levenshtein_less_equal(s.word, left(folded, ${LONGEST_WORD + 2}), 2) <= 2`,
    { typed, userId }
  )
  const corrections: Corrections = new Map()
  for (const { typed: text, folded, word } of near) {
    if (!withinOneTypo(folded, word)) continue
    corrections.set(text, [...(corrections.get(text) ?? []), word])
  }
  return corrections
}

/** Optimal string alignment distance at most 1: cut the common ends, then at most one edit may be left. */
export function withinOneTypo(a: string, b: string): boolean {
  const [from, to] = [[...a], [...b]]
  while (from.length && to.length && from[0] === to[0]) {
    from.shift()
    to.shift()
  }
  while (from.length && to.length && from.at(-1) === to.at(-1)) {
    from.pop()
    to.pop()
  }
  if (from.length <= 1 && to.length <= 1) return true
  return from.length === 2 && to.length === 2 && from[0] === to[1] && from[1] === to[0]
}
