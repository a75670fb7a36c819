import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { libraries, type Library } from './libraries.js'
import { measure, type Figures } from './measure.js'
import { QUESTIONS, type Question } from './rules.js'

interface Row {
  readonly name: string
  readonly rule: string
  readonly figures: readonly Figures[]
}

/** `next` of nine rules by Taskflow's engine, rrule and rrule-temporal, each rule read once. */
export async function run() {
  const all = await libraries()
  const result = QUESTIONS.map((question) => row(question, all))
  process.stdout.write(`${table(result)}\n`)
  keep(result)
}

function row(question: Question, all: readonly Library[]): Row {
  const [own] = all
  const ask = own?.prepare(question)
  const answers = question.after.map((after) => ask?.(after))
  const figures = all.map((library) => measure(library, question, answers))
  return { name: question.name, rule: question.rule, figures }
}

function table(rows: readonly Row[]): string {
  const head = line(['next, ms each', '', 'mean', 'slowest', 'agree'])
  return [head, ...rows.flatMap(lines)].join('\n')
}

function lines({ name, figures }: Row): string[] {
  return figures.map(({ library, mean, slowest, asked, agreeing }, at) =>
    line([
      at === 0 ? name : '',
      library,
      mean.toFixed(4),
      slowest.toFixed(4),
      `${agreeing}/${asked}`,
    ])
  )
}

function line([name = '', library = '', ...numbers]: string[]): string {
  return [name.padEnd(42), library.padEnd(15), ...numbers.map((cell) => cell.padStart(10))].join(
    ' '
  )
}

function keep(result: readonly Row[]) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const document = {
    bench: 'recurrence',
    at: new Date().toISOString(),
    commit,
    machine: { cores: cpus().length, node: process.version },
    unit: 'ms',
    result,
  }
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/recurrence.json', `${JSON.stringify(document, rounded, 2)}\n`)
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value
}
