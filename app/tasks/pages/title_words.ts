/** What a message names a task by: of a title that fills a phone's screen its beginning. */
const LONGEST = 60

export function shortTitle(title: string): string {
  const letters = [...title]
  if (letters.length <= LONGEST) return title
  const beginning = letters.slice(0, LONGEST).join('')
  return `${beginning.replace(/(?<=.{40})\s+\S*$/u, '').trimEnd()}…`
}
