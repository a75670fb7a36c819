/*
 * The gallery: every template with fixtures, behind the Content-Security-Policy of the product, without a database.
 *   node tests/browser/support/gallery/server.mjs [port]
 * Forms answer as the product does (303 to `return_to`), and completing or deleting a row holds until the next start.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Edge } from 'edge.js'
import { edgePluginSession } from '@adonisjs/session/plugins/edge'
import { buildAssetsIfStale } from '../../../../scripts/build_assets.mjs'
import { pages } from './pages.mjs'

const root = new URL('../../../../', import.meta.url)
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }

export async function createRenderer({ cache = false } = {}) {
  const manifest = await buildAssetsIfStale()
  const edge = new Edge({ cache })
  edge.mount(fileURLToPath(new URL('resources/views', root)))
  edge.use(edgePluginSession)
  edge.processor.process('raw', ({ raw }) => raw.replace(/^[ \t]+/gm, ''))
  edge.global('asset', (name) => `/assets/${manifest[name]}`)
  edge.global('timeZoneNames', () => [...Intl.supportedValuesOf('timeZone'), 'UTC'])

  return (template, { $flash = {}, ...state }) => {
    const flashMessages = {
      has: (key) => key in $flash,
      get: (key, fallback) => $flash[key] ?? fallback,
    }
    const csrf = edge.globals.html.safe(
      `<input type='hidden' name='_csrf' value='${'token-'.repeat(10)}'>`
    )
    return edge
      .createRenderer()
      .share({
        flashMessages,
        old: (key, fallback) => flashMessages.get(key, fallback),
        csrfField: () => csrf,
      })
      .render(template, state)
  }
}

export async function startGallery({ port = 0, theme = 'system' } = {}) {
  const changes = { completed: new Map(), gone: new Set(), toast: undefined, delayMs: 0 }
  const posts = []

  const server = createServer(async (request, response) => {
    try {
      await answer(request, response)
    } catch (error) {
      console.error(error)
      response.writeHead(500).end(String(error.stack))
    }
  })

  async function answer(request, response) {
    const url = new URL(request.url, 'http://gallery')
    if (request.method === 'POST') return takeForm(url, request, response)
    if (/^\/(assets\/|favicon)/.test(url.pathname)) {
      const file = await readFile(new URL(`public${url.pathname}`, root))
      return response
        .writeHead(200, { 'content-type': types[url.pathname.split('.').pop()] })
        .end(file)
    }
    const page = (
      pages[url.pathname] ??
      (url.pathname.endsWith('/edit') ? pages['/tasks/tomatoes/edit'] : undefined)
    )?.()
    const render = await createRenderer()
    const [template, state] = page ?? ['errors/404', {}]
    if (state.user) state.user = { ...state.user, theme }
    applyChanges(state)
    const html = await render(template, state)
    response
      .writeHead(page ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      })
      .end(html)
  }

  async function takeForm(url, request, response) {
    let body = ''
    for await (const chunk of request) body += chunk
    const form = new URLSearchParams(body)
    const method = url.searchParams.get('_method') ?? 'POST'
    posts.push({ path: url.pathname, method, form, fragment: request.headers['x-fragment'] })
    const [, kind, id, part] = url.pathname.split('/')
    if (part === 'completion') {
      changes.completed.set(id, method === 'POST')
      changes.toast = { message: method === 'POST' ? 'Done.' : 'Open again.', undoId: '7' }
    } else if (kind === 'tasks' && method === 'DELETE') {
      changes.gone.add(id)
      changes.toast = { message: 'In the trash.', undoId: '8' }
    } else if (id === 'bulk') {
      for (const one of form.getAll('ids[]')) {
        form.get('action') === 'delete' ? changes.gone.add(one) : changes.completed.set(one, true)
      }
      changes.toast = { message: `${form.getAll('ids[]').length} tasks changed.`, undoId: '9' }
    } else if (kind === 'undo') {
      changes.gone.clear()
      changes.completed.clear()
      changes.toast = { message: 'Taken back.' }
    } else changes.toast = { message: 'Saved.' }
    response.writeHead(303, { location: form.get('return_to') || '/today' }).end()
  }

  function applyChanges(state) {
    if (changes.toast && state.user) state.toast = changes.toast
    changes.toast = undefined
    for (const group of state.list?.groups ?? []) {
      group.rows = group.rows.filter(
        (row) => !changes.gone.has(row.title) && !changes.gone.has(row.id)
      )
      for (const row of group.rows) {
        if (changes.completed.has(row.id)) {
          row.status = changes.completed.get(row.id) ? 'completed' : 'active'
        }
      }
    }
    if (state.task && changes.completed.has(state.task.id)) {
      state.task.status = changes.completed.get(state.task.id) ? 'completed' : 'active'
    }
  }

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    posts,
    changes,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const gallery = await startGallery({ port: Number(process.argv[2] ?? 4400) })
  console.log(
    Object.keys(pages)
      .map((path) => gallery.url + path)
      .join('\n')
  )
}
