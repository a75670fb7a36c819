import { rows, type Trx } from '#app/shared/database'
import type { Task } from '#app/tasks/task'

/** Words of fewer letters are not forgiven a typo, of more are not words. */
export const FORGIVEN_FROM_LENGTH = 4
export const LONGEST_WORD = 40

/** Everything of a task that search looks at. */
export function wordsOf(task: Task): (string | null)[] {
  return [task.title, task.description, ...task.tags.map((tag) => tag.name)]
}

/**
 * Adds the new words of these texts to the user's vocabulary. Two requests that bring the same word at once both add
 * it: a unique index would make one wait for the other while it holds rows that the other may want.
 */
export async function rememberWords(trx: Trx, userId: string, texts: (string | null)[][]) {
  const text = texts.flat().filter(Boolean).join(' ')
  if (text === '') return
  await rows(
    trx,
    `INSERT INTO search_words (user_id, length, word)
     SELECT :userId, length, word FROM (
       SELECT DISTINCT char_length(word) AS length, word
       FROM regexp_split_to_table(taskflow_fold(:text), ' ') AS word
       WHERE char_length(word) BETWEEN ${FORGIVEN_FROM_LENGTH} AND ${LONGEST_WORD}) AS words
     WHERE NOT EXISTS (SELECT 1 FROM search_words s
       WHERE s.user_id = :userId AND s.length = words.length AND s.word = words.word)`,
    { userId, text }
  )
}
