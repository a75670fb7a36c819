import { KEPT_HOURS } from '#app/shared/api_answer'
import { registerCleaning } from '#app/shared/cleaning'
import { UNDO_HOURS } from '#app/tasks/undo_entry'

registerCleaning({
  what: 'changes too old to be taken back',
  table: 'undo_entries',
  where: `created_at <= taskflow_now() - make_interval(hours => ${UNDO_HOURS})`,
})
registerCleaning({
  what: 'answers too old to be repeated',
  table: 'idempotency_keys',
  where: `created_at <= taskflow_now() - make_interval(hours => ${KEPT_HOURS})`,
})
registerCleaning({
  what: 'series that ended and whose tasks are gone for good',
  table: 'series',
  where: `ended_at <= taskflow_now() - make_interval(hours => ${UNDO_HOURS})
    AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.series_id = series.id)`,
})
registerCleaning({
  what: 'words that no task says any more',
  table: 'search_words',
  where: `(NOT EXISTS (SELECT 1 FROM tasks t WHERE t.user_id = search_words.user_id
      AND t.search @@ to_tsquery('simple', quote_literal(taskflow_owner_key(search_words.user_id) || search_words.word)))
    OR EXISTS (SELECT 1 FROM search_words twin WHERE twin.user_id = search_words.user_id
      AND twin.length = search_words.length AND twin.word = search_words.word AND twin.ctid < search_words.ctid))`,
})
