import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getActiveTest, test } from '@japa/runner'
import { dependenciesInStep, nodeOf } from '../../../scripts/dependencies.mjs'

interface Package {
  version: string
  integrity?: string
  dev?: boolean
  optional?: boolean
}

const LOCKED = {
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/tool': { version: '1.0.0', integrity: 'sha512-t', dev: true },
  'node_modules/other-machine': { version: '1.0.0', integrity: 'sha512-o', optional: true },
}

test.group('Dependencies', () => {
  test('nothing installed is out of step', ({ assert }) => {
    assert.isFalse(dependenciesInStep(checkout(LOCKED, undefined)))
  })

  test('what npm ci installs is in step, without what is for other machines', ({ assert }) => {
    const installed = {
      'node_modules/a': LOCKED['node_modules/a'],
      'node_modules/tool': LOCKED['node_modules/tool'],
    }
    assert.isTrue(dependenciesInStep(checkout(LOCKED, installed), { development: true }))
  })

  test('development packages may be missing for a start, not for the tests', ({ assert }) => {
    const root = checkout(LOCKED, { 'node_modules/a': LOCKED['node_modules/a'] })
    assert.isTrue(dependenciesInStep(root))
    assert.isFalse(dependenciesInStep(root, { development: true }))
  })

  test('another version, or the same of other content, is out of step', ({ assert }) => {
    for (const change of [{ version: '1.0.1' }, { integrity: 'sha512-b' }]) {
      const installed = { ...LOCKED, 'node_modules/a': { ...LOCKED['node_modules/a'], ...change } }
      assert.isFalse(dependenciesInStep(checkout(LOCKED, installed)))
    }
  })

  test('a folder that an interrupted npm ci left is out of step', ({ assert }) => {
    const root = checkout(LOCKED, LOCKED)
    rmSync(nodeOf(root))
    assert.isFalse(dependenciesInStep(root))
  })
})

function checkout(
  locked: Record<string, Package>,
  installed: Record<string, Package> | undefined
): string {
  const root = mkdtempSync(join(tmpdir(), 'taskflow-unit-'))
  getActiveTest()?.cleanup(() => rmSync(root, { recursive: true }))
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': { version: '0' }, ...locked } })
  )
  if (installed) {
    mkdirSync(join(nodeOf(root), '..'), { recursive: true })
    writeFileSync(nodeOf(root), '')
    writeFileSync(
      join(root, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed })
    )
  }
  return root
}
