import 'reflect-metadata'

const BENCHES: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  tasks: () => import('./tasks/bench.js'),
  events: () => import('./events/bench.js'),
  recurrence: () => import('./recurrence/bench.js'),
  occurrences: () => import('./occurrences/bench.js'),
}

const [name = '', ...args] = process.argv.slice(2)
const bench = BENCHES[name]
if (!bench) {
  process.stderr.write(
    `There is no benchmark "${name}". There is: ${Object.keys(BENCHES).join(', ')}\n`
  )
  process.exit(1)
}
const { run } = await bench()
await run(args)
process.exit(0)
