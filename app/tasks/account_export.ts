import { registerExportSection } from '#app/identity/account_export'
import { database, rows } from '#app/shared/database'
import { listTags } from '#app/tasks/tag_list_query'
import { tagToJson } from '#app/tasks/tag'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { taskToJson } from '#app/tasks/task_transformer'

const BATCH = 500

registerExportSection({
  name: 'tasks',
  /** All of them, those in the trash too, in the order in which they were made (UUIDv7 sorts by time). */
  async *batches(userId) {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const batch = await rows<TaskRow>(
        database(),
        `SELECT ${TASK_COLUMNS} FROM tasks t WHERE t.user_id = :userId AND t.id > :after ORDER BY t.id LIMIT ${BATCH}`,
        { userId, after }
      )
      yield batch.map((row) => taskToJson(taskFromRow(row)))
      const last = batch.at(-1)
      if (!last || batch.length < BATCH) return
      after = last.id
    }
  },
})

registerExportSection({
  name: 'tags',
  async *batches(userId) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listTags(database(), { userId }, { ...(cursor && { cursor }) })
      yield page.tags.map(tagToJson)
      cursor = page.nextCursor
    }
  },
})
