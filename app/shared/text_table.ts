export interface Column<Row> {
  head: string
  of: (row: Row) => string
  align?: 'right'
}

/**
 * A table without lines, which fits where one with lines does not: columns as wide as what is in them, two spaces
 * between. `below` adds a line under a row, e.g. an error, which would be too long for a column.
 */
export function textTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  below?: (row: Row) => string | undefined
): string {
  const cells = rows.map((row) => columns.map(({ of }) => of(row)))
  const widths = columns.map(({ head }, n) =>
    Math.max(head.length, ...cells.map((line) => line[n]?.length ?? 0))
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, n) =>
        columns[n]?.align === 'right' ? text.padStart(widths[n] ?? 0) : text.padEnd(widths[n] ?? 0)
      )
      .join('  ')
      .trimEnd()
  const lines = [line(columns.map(({ head }) => head))]
  for (const [n, row] of rows.entries()) {
    lines.push(line(cells[n] ?? []))
    const under = below?.(row)
    if (under) lines.push(`    ${under}`)
  }
  return lines.join('\n')
}

/** Names and values under each other; a value too long for a line of `lineWidth` goes on below itself. */
export function textFields(
  fields: readonly (readonly [name: string, value: string])[],
  lineWidth = Number.POSITIVE_INFINITY
): string {
  const width = Math.max(...fields.map(([name]) => name.length)) + 2
  const below = `\n${' '.repeat(width)}`
  return fields
    .map(([name, value]) => name.padEnd(width) + wrapped(value, lineWidth - width).join(below))
    .join('\n')
}

/** Lines of at most a width, broken between words. */
function wrapped(text: string, width: number): string[] {
  const [first = '', ...words] = text.split(' ')
  const lines = [first]
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`
    if (longer.length > width) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** The first line of a text, cut to a width. */
export function firstLine(text: string, width: number): string {
  const [line = ''] = text.split('\n')
  return line.length > width ? `${line.slice(0, width - 1)}…` : line
}

/** Seconds as a person says them: 4 s, 12 min, 3 h, 2 days. */
export function roughly(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** A number and what it counts: 1 event, 2 events. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
