/** Commands that read and write files only, or speak to Kafka alone. */
const WITHOUT_DATABASE = [
  /^(help|list|list:routes|codegen|build|serve|test|eject|add|configure|inspect:rcfile|generate:key)$/,
  /^(make|env|kafka):/,
]

/** Commands that are about the state of the schema, and so must find it as it is. */
const ABOUT_SCHEMA = /^(migration|db|schema):/

/** Whether a command line is worth starting a database for. */
export function needsDatabase(argv: readonly string[]): boolean {
  const command = commandIn(argv)
  if (!command || argv.includes('--help') || argv.includes('-h')) return false
  return !WITHOUT_DATABASE.some((names) => names.test(command))
}

/** Whether a command expects the database in the state of the code. */
export function needsCurrentSchema(argv: readonly string[]): boolean {
  return needsDatabase(argv) && !ABOUT_SCHEMA.test(commandIn(argv) ?? '')
}

function commandIn(argv: readonly string[]): string | undefined {
  return argv.find((argument) => !argument.startsWith('-'))
}
