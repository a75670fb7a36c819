import { CATALOGUE, EVENT_TYPES, type EventType } from '#app/messaging/catalogue'
import { exampleOf } from '#app/messaging/catalogue_examples'

const BEGIN =
  '<!-- Made from the catalogue: npm run events:docs -->\n<!-- prettier-ignore-start -->'
const END = '<!-- prettier-ignore-end -->'

/** The page for integrators with its chapter of event types made anew; what people wrote around it stays. */
export function withCatalogue(page: string): string {
  const [before = '', rest = ''] = page.split(BEGIN)
  const after = rest.slice(rest.indexOf(END))
  const types = EVENT_TYPES.map(chapter).join('\n')
  return `${before}${BEGIN}\n\n${types}\n${after}`
}

function chapter(type: EventType): string {
  const { topic, schemaVersion, description } = CATALOGUE[type]
  const data = JSON.stringify(exampleOf(type).data, null, 2)
  return `### ${type}\n\n${description} Topic \`${topic}\`, version ${schemaVersion}. \`data\`:\n\n\`\`\`json\n${data}\n\`\`\`\n`
}
