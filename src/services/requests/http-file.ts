/** Requests as a `.http` file, which editors and `httpyac` send again. The token is a variable: none is in the journal. */
import { mimeTypeOf, prettyText } from './body-text.js'
import type { RequestBodies, RequestEntry } from './entry.js'

export function httpFile(requests: readonly (RequestEntry & RequestBodies)[], host: string): string {
  const head = `@host = ${host}\n@token = {{$processEnv INTUNITE_TOKEN}}\n`
  return [head, ...requests.map(block)].join('\n')
}

function block(request: RequestEntry & RequestBodies): string {
  const { id, at, method, url, status, kind, failure, headers, sent } = request
  const lines = [`### ${at}: ${status}${failure === undefined ? '' : ` ${failure.code}`} (${id})`]
  lines.push(`${method} {{host}}${url}`)
  if (kind !== undefined) lines.push('authorization: Bearer {{token}}')
  for (const name of ['consistencylevel', 'prefer', 'if-match'])
    if (headers?.[name] !== undefined) lines.push(`${name}: ${headers[name]}`)
  if (sent !== undefined) lines.push(`content-type: ${mimeTypeOf(sent)}`, '', prettyText(sent))
  return `${lines.join('\n')}\n`
}
