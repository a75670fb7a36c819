import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import { checkVector, REFUSED } from '#tests/vectors/check_vector'
import { readRows } from '#tests/vectors/rows'

const run = promisify(execFile)

/** How many of each file must pass; what is left is skipped, for the reasons in docs/recurrence.md. */
const FILES = {
  'corpus-public': { passed: 2022, skipped: 30 },
  'corpus-after-public': { passed: 450, skipped: 0 },
  'corpus-allday-public': { passed: 250, skipped: 0 },
  'corpus-libical': { passed: 108, skipped: 47 },
  'corpus-upstream': { passed: 82, skipped: 139 },
  'pattern-public': { passed: 300, skipped: 0 },
  'semantics-cases': { passed: 52, skipped: 0 },
}

const rowsOf = (name: string) => readRows(new URL(`../../vectors/${name}.jsonl`, import.meta.url))

test.group('Recurrence: vectors', () => {
  for (const [name, expected] of Object.entries(FILES)) {
    test(`every vector of ${name} passes`, ({ assert }) => {
      const outcomes = rowsOf(name).map((row) => ({ id: row.id, ...checkVector(row) }))
      assert.deepEqual(
        outcomes.filter(({ result }) => result === 'failed'),
        []
      )
      const count = (result: string) => outcomes.filter((one) => one.result === result).length
      assert.deepEqual({ passed: count('passed'), skipped: count('skipped') }, expected)
    })
  }

  test('no vector without a flag is skipped, but for the four that are refused by name', ({
    assert,
  }) => {
    const unflagged = Object.keys(FILES)
      .flatMap(rowsOf)
      .filter((row) => !/FREQ=(HOURLY|MINUTELY|SECONDLY)/.test(JSON.stringify(row)))
      .filter(
        (row) => !['disputed', 'subdaily', 'rfc7529', 'unaligned'].some((flag) => flag in row)
      )
      .filter((row) => checkVector(row).result === 'skipped')
    assert.sameMembers(
      unflagged.map(({ id }) => id),
      Object.keys(REFUSED)
    )
  })

  for (const hostZone of ['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Auckland']) {
    test(`a host in ${hostZone} gets the same answers`, async ({ assert }) => {
      const { stdout } = await run(
        process.execPath,
        ['--import=./bin/typescript.mjs', 'scripts/vectors.ts'],
        { cwd: new URL('../../../', import.meta.url), env: { ...process.env, TZ: hostZone } }
      )
      assert.match(stdout, /^\d+ passed, 0 failed\n$/m)
    }).timeout(60_000)
  }
})
