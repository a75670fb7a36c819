import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTag, aTask, lasting } from '#tests/support/factories'

const SEEDS = [1, 2, 3, 4]
const STEPS = 30
const NAMES = ['garden', 'home', 'work', 'Größe']
const DUES = [null, '2026-11-21', '2026-10-25T01:30:00Z', '2026-03-29T09:00:00+02:00']

/** A small generator with a seed, so that a failure can be repeated. */
function dice(seed: number) {
  let state = seed
  return <T>(choices: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return choices[Math.floor((state / 2 ** 32) * choices.length)]!
  }
}
type Pick = ReturnType<typeof dice>

/** Everything of the account, but versions and moments of change, which never go back. */
async function everything(by: ApiUser) {
  const lists = []
  for (const path of [
    '/tasks?limit=200&sort=created_at',
    '/tasks?limit=200&sort=created_at&trashed=true',
    '/tags',
  ]) {
    const { data } = await ok(by.get(path))
    lists.push(data.map(lasting))
  }
  return lists
}

const KINDS = [
  'patch',
  'complete',
  'reopen',
  'delete',
  'restore',
  'tags',
  'bulk',
  'rename',
  'drop',
] as const

async function change(by: ApiUser, pick: Pick, ids: string[]): Promise<ApiAnswer> {
  const id = pick(ids)
  const { data: tags } = await ok(by.get('/tags'))
  const some = () => [pick(tags.map(({ name }: any) => name) as string[]) ?? 'garden']
  const kind = pick(KINDS)
  switch (kind) {
    case 'patch':
      return by.patch(`/tasks/${id}`, {
        title: `Title ${pick([1, 2, 3])}`,
        due_date: pick(DUES),
        priority: pick(['low', 'high']),
      })
    case 'complete':
    case 'reopen':
    case 'restore':
      return by.post(`/tasks/${id}/${kind}`)
    case 'delete':
      return by.delete(`/tasks/${id}`)
    case 'tags':
      return by.put(`/tasks/${id}/tags`, { tags: some() })
    case 'bulk':
      return by.post('/tasks/bulk', {
        ids,
        ...pick([
          { action: 'complete' },
          { action: 'delete' },
          { action: 'restore' },
          { action: 'reschedule', due_date: '2026-12-24' },
          { action: 'tag', tags: some() },
          { action: 'priority', priority: 'urgent' },
        ]),
      })
    case 'rename':
      return by.patch(`/tags/${pick(tags as any[])?.id}`, {
        name: pick(NAMES),
        color: pick(['#000000', '#FFFFFF']),
      })
    case 'drop':
      return by.delete(`/tags/${pick(tags as any[])?.id}`)
  }
}

test.group('Undo, whatever happened', () => {
  for (const seed of SEEDS) {
    test(`${STEPS} random changes, some taken back on the way, the rest in reverse, give back each state (seed ${seed})`, async ({
      assert,
    }) => {
      const [ada, pick] = [await anApiUser('Europe/Paris'), dice(seed)]
      for (const name of NAMES) await aTag(ada, name)
      const ids = []
      for (const due of DUES) {
        ids.push((await aTask(ada, { due_date: due, tags: [pick(NAMES), pick(NAMES)] })).id)
      }
      const states = [await everything(ada)]
      const undos: string[] = []
      const takeBack = async () => {
        const { body } = await ada.post(`/undo/${undos.pop()}`)
        states.pop()
        assert.deepEqual(body.kept, [])
        assert.deepEqual(await everything(ada), states.at(-1))
      }
      let changes = 0
      for (let step = 0; step < STEPS; step++) {
        if (undos.length > 0 && pick([true, false, false, false])) await takeBack()
        const undoId = (await change(ada, pick, ids)).headers.get('taskflow-undo')
        if (!undoId) continue
        changes++
        undos.push(undoId)
        states.push(await everything(ada))
      }

      assert.isAbove(changes, STEPS / 4)
      while (undos.length > 0) await takeBack()
    })
  }
})
