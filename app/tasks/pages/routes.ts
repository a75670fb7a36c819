import type { Router } from '@adonisjs/core/http'
import { useNavigation } from '#app/shared/page_frame'
import { browserStack, middleware } from '#start/kernel'
import { database } from '#app/shared/database'
import { navigation } from '#app/tasks/navigation_query'

const lists = () => import('#app/tasks/pages/lists_controller')
const tasks = () => import('#app/tasks/pages/tasks_controller')
const understanding = () => import('#app/tasks/pages/understanding_controller')
const completion = () => import('#app/tasks/pages/completion_controller')
const skip = () => import('#app/tasks/pages/skip_controller')
const restoration = () => import('#app/tasks/pages/restoration_controller')
const repeatPreview = () => import('#app/tasks/pages/repeat_preview_controller')
const bulk = () => import('#app/tasks/pages/bulk_controller')
const undo = () => import('#app/tasks/pages/undo_controller')
const zoneMove = () => import('#app/tasks/pages/zone_move_controller')
const tags = () => import('#app/tasks/pages/tags_controller')

/** The pages of tasks and tags: resources, so that each form is a plain POST (PUT and DELETE by `_method`). */
export function registerTaskPages(router: Router) {
  useNavigation(async (ctx, current) => ({ ...(await navigation(database(), ctx.actor)), current }))
  router
    .group(() => {
      router.get('/today', [lists, 'index']).as('pages.today')
      router.get('/upcoming', [lists, 'index']).as('pages.upcoming')
      router.get('/all', [lists, 'index']).as('pages.all')
      router.get('/completed', [lists, 'index']).as('pages.completed')
      router.get('/trash', [lists, 'index']).as('pages.trash')
      router.get('/tags/:id', [lists, 'index']).as('pages.tag')

      router.post('/tasks', [tasks, 'store']).as('pages.tasks.store')
      router.post('/tasks/understanding', [understanding, 'store']).as('pages.understanding')
      router.post('/tasks/bulk', [bulk, 'store']).as('pages.bulk')
      router.get('/tasks/:id', [tasks, 'show']).as('pages.tasks.show')
      router.get('/tasks/:id/edit', [tasks, 'edit']).as('pages.tasks.edit')
      router.put('/tasks/:id', [tasks, 'update']).as('pages.tasks.update')
      router.delete('/tasks/:id', [tasks, 'destroy']).as('pages.tasks.destroy')
      router.post('/tasks/:id/completion', [completion, 'store']).as('pages.completion.store')
      router.delete('/tasks/:id/completion', [completion, 'destroy']).as('pages.completion.destroy')
      router.post('/tasks/:id/skip', [skip, 'store']).as('pages.skip')
      router.post('/tasks/:id/restoration', [restoration, 'store']).as('pages.restoration')
      router.post('/tasks/:id/repeat-preview', [repeatPreview, 'store']).as('pages.repeat_preview')
      router.post('/undo/:id', [undo, 'store']).as('pages.undo')

      router.post('/settings/profile/zone-move', [zoneMove, 'store']).as('pages.zone_move')
      router.get('/settings/tags', [tags, 'index']).as('pages.tags.index')
      router.post('/settings/tags', [tags, 'store']).as('pages.tags.store')
      router.put('/settings/tags/:id', [tags, 'update']).as('pages.tags.update')
      router.delete('/settings/tags/:id', [tags, 'destroy']).as('pages.tags.destroy')
    })
    .where('id', router.matchers.uuid())
    .use([...browserStack, middleware.browser()])
}
