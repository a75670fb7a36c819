/*
 * Pictures of every page, light and dark, at 1280 and 360 px, of a Taskflow that is started for them and ended again:
 *   node scripts/screenshots.mjs OUT_DIR [part of a name …]
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './launch.mjs'
import { Temporal } from 'temporal-polyfill'
import { TAGS, TASKS } from './screenshot_tasks.mjs'

const [out, ...wanted] = process.argv.slice(2)
if (!out) {
  console.error('Say where to: node scripts/screenshots.mjs OUT_DIR')
  process.exit(1)
}

const ZONE = 'Europe/Paris'
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 360, height: 760 } }
const PERSON = { name: 'Ada', email: 'ada@example.org', password: 'a few plain words' }

const { browser, closeBrowser } = await import('../tests/browser/support/chromium.ts')
mkdirSync(out, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'taskflow-screenshots-'))
chmodSync(folder, 0o711) // under root another user runs PostgreSQL in it
const server = spawn(process.execPath, ['scripts/start.mjs'], {
  cwd: ROOT,
  env: { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const ended = new Promise((done) => server.once('exit', done))

try {
  const origin = await ready()
  const context = await (
    await browser()
  ).newContext({ baseURL: origin, timezoneId: ZONE, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await shoot(page, 'sign-up', '/sign-up')
  await signUp(page)
  for (const [name, path, act] of emptyPages()) await shoot(page, name, path, act)
  const tasks = await fill(page, origin)
  for (const [name, path, act] of fullPages(tasks)) await shoot(page, name, path, act)
  await context.clearCookies()
  await shoot(page, 'sign-in', '/sign-in')
  await context.close()
} finally {
  await closeBrowser()
  server.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true, force: true })
}

async function ready() {
  let text = ''
  server.stdout.setEncoding('utf8')
  for await (const part of server.stdout) {
    text += part
    const address = /^Taskflow is ready at (\S+)$/m.exec(text)?.[1]
    if (address) return address
  }
  throw new Error(`Taskflow did not start: ${text}`)
}

async function signUp(page) {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(PERSON.name)
  await page.getByLabel('Email').fill(PERSON.email)
  await page.getByLabel('Password').fill(PERSON.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL('/today')
}

/** The tasks, made over the API; answers their ids by title. */
async function fill(page, origin) {
  await page.goto('/settings/tokens')
  await page.getByLabel('Name').fill('Home dashboard')
  await page.getByRole('button', { name: 'Make the token' }).click()
  const token = await page.getByLabel('Token', { exact: true }).inputValue()
  const post = async (path, body) => {
    const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/api${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  for (const [name, color] of Object.entries(TAGS)) await post('/tags', { name, color })
  const ids = {}
  for (const [title, day, time, fields, end] of TASKS) {
    const { id } = await post('/tasks', { title, ...due(day, time), ...fields })
    ids[title] = id
    if (end === 'done') await post(`/tasks/${id}/complete`, {})
    if (end === 'trash') await post('/tasks/bulk', { action: 'delete', ids: [id] })
  }
  return ids
}

function due(day, time) {
  if (day === null) return {}
  const date = Temporal.Now.plainDateISO(ZONE).add({ days: day })
  if (!time) return { due_date: date.toString() }
  const plainTime = time === 'later' ? laterToday() : time
  const instant = date.toZonedDateTime({ timeZone: ZONE, plainTime }).toInstant()
  return { due_date: instant.toString(), due_timezone: ZONE }
}

/** Two hours from now on the half hour, or late in the evening. */
function laterToday() {
  const now = Temporal.Now.plainTimeISO(ZONE)
  const hours = now.hour >= 21 ? 0 : 2
  return hours === 0
    ? '23:30'
    : now.add({ hours }).round({ smallestUnit: 'minute', roundingIncrement: 30 })
}

function emptyPages() {
  return ['today', 'upcoming', 'all', 'completed', 'trash'].map((name) => [
    `${name}-empty`,
    `/${name}`,
  ])
}

function fullPages(ids) {
  const task = `/tasks/${ids['Water the tomatoes']}`
  const trashed = `/tasks/${ids['Old idea for the cellar']}`
  const open = (place) => (page) => page.locator(place).first().click()
  return [
    ['today', '/today'],
    [
      'today-message',
      '/today',
      (page) => page.getByRole('button', { name: /^(Complete|Reopen): Book train/ }).click(),
    ],
    ['today-adding', '/today', addALine],
    [
      'today-more',
      '/today',
      async (page) =>
        (await page.locator('.more-button').isVisible()) && page.locator('.more-button').click(),
    ],
    ['upcoming', '/upcoming'],
    ['all', '/all'],
    ['all-filter', '/all', open('#main summary:has-text("Filter")')],
    ['all-sort', '/all', open('#main summary:has-text("Sort")')],
    ['all-selected', '/all', select],
    [
      'all-selected-tag',
      '/all',
      async (page) => (await select(page), open('.bulk summary:has-text("Tag")')(page)),
    ],
    ['search', '/all?q=zurihc'],
    ['search-nothing', '/all?q=xylophone'],
    ['filtered', '/all?tags=home&tags=work&priority=urgent&sort=title'],
    ['tag', '/all?tags=garden'],
    ['completed', '/completed'],
    ['trash', '/trash'],
    ['task', `${task}?back=%2Ftoday`],
    ['task-trashed', `${trashed}?back=%2Ftrash`, open('#pane summary')],
    [
      'task-long',
      `/tasks/${ids['Sort the photos of the last three summers, and make one book of the best for everybody who was there']}?back=%2Fall`,
    ],
    ['edit', `${task}/edit?back=%2Ftoday`],
    ['edit-repeat', `${task}/edit?back=%2Ftoday`, repeatOnWeekdays],
    ['edit-repeat-months', `${task}/edit?back=%2Ftoday`, repeatInMonths],
    ['edit-repeat-refused', `${task}/edit?back=%2Ftoday`, repeatUntilYesterday],
    ['edit-refused', `${task}/edit?back=%2Ftoday`, refuse],
    ['keys', '/today', (page) => page.keyboard.press('?')],
    ['settings-profile', '/settings/profile'],
    ['settings-password', '/settings/password'],
    ['settings-sessions', '/settings/sessions'],
    ['settings-tokens', '/settings/tokens'],
    ['settings-tags', '/settings/tags'],
    ['settings-account', '/settings/account'],
    ['nothing-here', '/nowhere'],
    ['api-docs', '/api/docs'],
  ]
}

async function select(page) {
  await page.locator('.select-toggle').click()
  await page.locator('.pick').nth(1).check()
  await page.locator('.pick').nth(3).check()
}

/** Chips of every kind, one taken off; what was taken off says so. */
async function addALine(page) {
  await page.getByLabel('Add a task').fill('Pay Tom every month on the 1st #home !high')
  await page.getByRole('button', { name: 'Remove: home' }).waitFor()
  await page.locator('#understood button').first().click()
  await page.getByRole('button', { name: 'Put back: Tom' }).waitFor()
}

async function refuse(page) {
  await page.getByLabel('Title').fill('')
  await page.getByLabel('Time zone').fill('Mars/Base')
  await page.locator('form.edit').evaluate((form) => (form.noValidate = true))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('.error').first().waitFor()
}

async function repeatOnWeekdays(page) {
  await page.getByLabel('Repeats').selectOption('Custom')
  await page.getByLabel('Every', { exact: true }).fill('2')
  await page.getByLabel('Days, weeks, months or years').selectOption('weeks')
  for (const day of ['Monday', 'Friday']) await page.getByLabel(day, { exact: true }).check()
  await page.getByLabel('Ends').selectOption('after … times')
  await page.getByLabel('How many times').fill('12')
  await page.getByText(/^Every 2 weeks on Monday and Friday.*12 times$/).waitFor()
  await showPreview(page)
}

async function repeatInMonths(page) {
  await page.getByLabel('Repeats').selectOption('Custom')
  await page.getByLabel('Days, weeks, months or years').selectOption('months')
  await page.getByLabel('In the month').selectOption('A weekday')
  await page.getByLabel('Which').selectOption('Last')
  await page.getByLabel('Weekday', { exact: true }).selectOption('Workday')
  await page.getByText(/^Every 3 months on the last workday/).waitFor()
  await showPreview(page)
}

async function repeatUntilYesterday(page) {
  await page.getByLabel('Repeats').selectOption('Every day')
  await page.getByLabel('Ends').selectOption('on a date')
  await page.getByLabel('Last date').fill('2020-01-01')
  await page.locator('#repeat-error').waitFor()
  await showPreview(page)
}

/** On a phone it lies below what fits on the screen. */
async function showPreview(page) {
  await page
    .locator('#repeat-preview')
    .evaluate((found) => found.scrollIntoView({ block: 'center' }))
}

async function shoot(page, name, path, act = () => {}) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await act(page)
    await page.waitForLoadState('networkidle')
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(out, `${name}.${size}.${colorScheme}.png`) })
    }
  }
}
