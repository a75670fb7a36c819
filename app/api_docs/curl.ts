/** What a request is made of, as far as its example says. */
export interface ExampleRequest {
  method: string
  url: string
  token: boolean
  headers: [name: string, value: string][]
  body?: unknown
}

/** The request as a command for a POSIX shell, one option a line. */
export function curl({ method, url, token, headers, body }: ExampleRequest): string {
  return [
    ...(method === 'GET' ? [`curl ${quote(url)}`] : [`curl -X ${method}`, quote(url)]),
    ...(token ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quote(JSON.stringify(body))}`]),
  ].join(' \\\n  ')
}

/** Plain where a shell reads it plain; else in single quotes. */
function quote(text: string) {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll(`'`, `'\\''`)}'`
}
