import { test } from '@japa/runner'
import { localPath } from '#app/shared/local_path'

test.group('Local paths', () => {
  for (const [address, path] of [
    ['/today', '/today'],
    ['/all?tags=a&tags=b', '/all?tags=a&tags=b'],
    ['/tasks/../today', '/today'],
  ] as const) {
    test(`${address} is one of ours`, ({ assert }) => assert.equal(localPath(address), path))
  }

  for (const address of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'today',
    '',
    undefined,
    ['/today'],
  ]) {
    test(`${JSON.stringify(address)} is none of ours`, ({ assert }) =>
      assert.isUndefined(localPath(address)))
  }
})
