import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import type { Task } from '#app/tasks/task'
import { barriers } from '#tests/browser/support/axe'
import { createPasswordLink } from '#app/identity/actions/password_link'
import { inTransaction } from '#app/shared/database'
import { open, PHONE } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveCompletedTask, giveTasks, giveTrashedTask } from '#tests/support/tasks'

interface World {
  user: User
  task: Task
  trashed: Task
  tagId: string
}

/** Rows of every kind: overdue, today, tomorrow, later, without a date; done; every priority; long words; many tags. */
async function world(): Promise<World> {
  await travelTo('2026-11-21T09:00:00Z')
  const user = await makePerson({
    name: 'Ada',
    email: 'ada@example.org',
    timezone: 'Europe/Paris',
    password: null,
  })
  const [task] = await giveTasks(
    user,
    {
      title: 'Water the tomatoes',
      due_date: '2026-11-21T17:00:00Z',
      tags: ['garden'],
      description:
        '# Why\n\n- [x](https://example.org)\n\n> `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\npre\n```',
    },
    { title: 'Renew passport', due_date: '2026-11-19', priority: 'urgent', tags: ['home'] },
    {
      title: 'Call grandmother',
      due_date: '2026-11-22T10:00:00Z',
      due_timezone: 'America/New_York',
      priority: 'low',
    },
    {
      title:
        'Review the pull request before the release is cut on Monday morning, and tell everybody what changed in it',
      due_date: '2026-12-04',
      priority: 'high',
      tags: ['a', 'b', 'c', 'd', 'e', 'f'],
    },
    {
      title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
      tags: ['x'.repeat(50)],
    }
  )
  await giveCompletedTask(user, { title: 'Stand-up notes', due_date: '2026-11-21' })
  const trashed = await giveTrashedTask(user, { title: 'Old idea', due_date: '2026-11-01' })
  return { user, task: task!, trashed, tagId: task!.tags[0]!.id }
}

const press = (selector: string, text: string) => (page: Page) =>
  page.locator(selector, { hasText: text }).first().click()
const send = (button: string) => async (page: Page) => {
  await page
    .locator('form')
    .evaluateAll((forms) => forms.forEach((form) => ((form as HTMLFormElement).noValidate = true)))
  await page.getByRole('button', { name: button }).click()
  await page.locator('.error, .alert').first().waitFor()
}

/** A page: its name, its address, and what is done on it before it is looked at. */
type Look = [
  name: string,
  at: string | ((world: World) => string),
  act?: (page: Page) => Promise<unknown>,
]

const LISTS: Look[] = [
  ['Today', '/today'],
  ['Upcoming', '/upcoming'],
  ['All', '/all'],
  ['All, filters open', '/all', press('#main summary', 'Filter')],
  ['All, orders open', '/all', press('#main summary', 'Sort')],
  [
    'All, some selected and a menu of theirs open',
    '/all',
    async (page) => {
      await page.locator('.select-toggle').click()
      await page.locator('.pick').first().check()
      await press('.bulk summary', 'Due')(page)
    },
  ],
  ['a search', '/all?q=tomatos&priority=medium&due_after=2026-11-01'],
  ['a search without a hit', '/all?q=xylophone'],
  ['Completed', '/completed'],
  ['Trash', '/trash'],
  ['a tag', ({ tagId }) => `/tags/${tagId}`],
  [
    'the list of keys',
    '/today',
    async (page) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'Today with a message',
    '/today',
    async (page) => {
      await page.getByRole('button', { name: 'Complete: Renew passport' }).click()
      await page.getByRole('button', { name: 'Undo' }).waitFor()
    },
  ],
]

const TASKS: Look[] = [
  ['a task', ({ task }) => `/tasks/${task.id}?back=%2Ftoday`],
  [
    'a task in the trash',
    ({ trashed }) => `/tasks/${trashed.id}?back=%2Ftrash`,
    press('#pane summary', 'Delete for good'),
  ],
  ['a task being edited', ({ task }) => `/tasks/${task.id}/edit?back=%2Ftoday`],
  [
    'a task refused',
    ({ task }) => `/tasks/${task.id}/edit?back=%2Ftoday`,
    async (page) => {
      await page.getByLabel('Title').fill('')
      await page.getByLabel('Time zone').fill('Mars/Base')
      await page.getByLabel('New tags').fill('x'.repeat(60))
      await send('Save')(page)
    },
  ],
]

const SETTINGS: Look[] = [
  ['profile', '/settings/profile'],
  ['profile, tasks in another zone', '/settings/profile?moved_from=America%2FNew_York'],
  ['password', '/settings/password'],
  ['password, refused', '/settings/password', send('Change the password')],
  ['sessions', '/settings/sessions'],
  ['tokens, refused', '/settings/tokens', send('Make the token')],
  [
    'tokens, a new one',
    '/settings/tokens',
    async (page) => {
      await page.getByLabel('Name').fill('Home dashboard')
      await page.getByRole('button', { name: 'Make the token' }).click()
      await page.getByLabel('Token', { exact: true }).waitFor()
    },
  ],
  ['tags', '/settings/tags'],
  [
    'tags, one refused',
    '/settings/tags',
    async (page) => {
      await page.getByLabel('Name of garden').fill('home')
      await page.getByRole('button', { name: 'Save garden' }).click()
      await page.locator('.error').waitFor()
    },
  ],
  ['account', '/settings/account'],
  ['account, refused', '/settings/account', send('Delete my account')],
  ['an address of nothing', '/nowhere'],
]

const EMPTY: Look[] = [
  '/today',
  '/upcoming',
  '/all',
  '/completed',
  '/trash',
  '/settings/tags',
  '/settings/tokens',
].map((path) => [`${path}, empty`, path])

const SIGNED_OUT: Look[] = [
  ['sign-in', '/sign-in'],
  [
    'sign-in, refused',
    '/sign-in',
    async (page) => {
      await page.getByLabel('Email').fill('nobody@example.org')
      await page.getByLabel('Password').fill('something')
      await send('Sign in')(page)
    },
  ],
  ['a link that no longer works', '/password/nothing'],
]

const LANES = 2 // pages looked at side by side: as many as there are cores

/** Looks at every page, each lane in a browser of its own. */
async function lookAt(looks: Look[], as: User | undefined, there = {} as World): Promise<string[]> {
  const left = [...looks]
  const lane = async () => {
    const page = await open({ as })
    const found: string[] = []
    for (let look = left.shift(); look; look = left.shift()) {
      const [name, at, act] = look
      await page.goto(typeof at === 'string' ? at : at(there))
      await act?.(page)
      found.push(...(await barriers(page)).map((barrier) => `${name}, ${barrier}`))
    }
    return found
  }
  return (await Promise.all(Array.from({ length: LANES }, lane))).flat()
}

test.group('No barriers (WCAG 2.2 AA; light and dark, 1280 and 360 px)', () => {
  for (const [name, looks] of Object.entries({ lists: LISTS, tasks: TASKS, settings: SETTINGS })) {
    test(`on the pages of ${name}`, async ({ assert }) => {
      const there = await world()
      assert.deepEqual(await lookAt(looks, there.user, there), [])
    })
  }

  test('on pages with nothing in them', async ({ assert }) => {
    assert.deepEqual(await lookAt(EMPTY, await makePerson({ password: null })), [])
  })

  test('on the way in', async ({ assert }) => {
    const before = await lookAt(
      [
        ['sign-up', '/sign-up'],
        ['sign-up, refused', '/sign-up', send('Make the account')],
      ],
      undefined
    )
    const { id } = await makePerson()
    const { url } = await inTransaction((trx) => createPasswordLink(trx, id, 'invite'))
    const after = await lookAt([...SIGNED_OUT, ['an invitation', url]], undefined)
    assert.deepEqual([...before, ...after], [])
  })

  test('in the widest of texts: no page scrolls sideways, from 320 px on, and every scroller can be reached', async ({
    assert,
  }) => {
    const user = await makePerson({ password: null, name: 'x'.repeat(100) })
    const table = `|${'a|'.repeat(30)}\n|${'-|'.repeat(30)}`
    const description = `\`${'z'.repeat(300)}\`\n\n${table}\n\n\`\`\`\n${'w'.repeat(300)}\n\`\`\``
    const [task] = await giveTasks(user, {
      title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(3),
      tags: ['x'.repeat(50), 'y'.repeat(50)],
      description,
    })
    const page = await open({ as: user })
    const tooWide: string[] = []
    const addresses = [
      '/all',
      `/all?q=${'q'.repeat(100)}`,
      `/tasks/${task!.id}?back=%2Fall`,
      `/tasks/${task!.id}/edit?back=%2Fall`,
      `/tags/${task!.tags[0]!.id}`,
      '/settings/tokens',
      '/settings/tags',
    ]
    for (const address of addresses) {
      await page.goto(address)
      for (const width of [320, 360, 703, 704, 1119, 1120]) {
        await page.setViewportSize({ width, height: 740 })
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (excess > 0) tooWide.push(`${address} at ${width}: ${excess} px`)
      }
    }
    assert.deepEqual(tooWide, [])
    await page.goto(addresses[2]!)
    assert.deepEqual(await barriers(page), [])
  })

  test('in the sheet behind More on a phone', async ({ assert }) => {
    const { user } = await world()
    const page = await open({ as: user, at: '/today', size: PHONE })
    await page.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('link', { name: 'Trash' }).waitFor()
    assert.deepEqual(await barriers(page, [PHONE]), [])
  })
})
