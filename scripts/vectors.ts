import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkVector } from '#tests/vectors/check_vector'
import { readRows, type Row } from '#tests/vectors/rows'

const FOLDER = fileURLToPath(new URL('../tests/vectors/', import.meta.url))

const files = process.argv.slice(2)
const counts = { passed: 0, skipped: 0, failed: 0 }
for (const file of files.length > 0 ? files : vectorsOfTheRepository()) run(file)
const { passed, failed } = counts
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

function vectorsOfTheRepository() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(FOLDER, name))
}

function run(file: string) {
  const before = { ...counts }
  for (const row of readRows(file)) runRow(row)
  const [inFile, skippedInFile, failedInFile] = [
    counts.passed - before.passed,
    counts.skipped - before.skipped,
    counts.failed - before.failed,
  ]
  const skipped = skippedInFile > 0 ? `, ${skippedInFile} skipped (docs/recurrence.md)` : ''
  process.stdout.write(`${basename(file)}: ${inFile} passed, ${failedInFile} failed${skipped}\n`)
}

function runRow(row: Row) {
  const outcome = checkVector(row)
  counts[outcome.result]++
  if (outcome.result !== 'failed') return
  const given = Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'expect'))
  process.stdout.write(
    `FAILED ${row.id}\n  given    ${JSON.stringify(given)}\n` +
      `  expected ${JSON.stringify(outcome.expected)}\n  got      ${JSON.stringify(outcome.got)}\n`
  )
}
