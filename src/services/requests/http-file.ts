/** Requests as a `.http` file, which editors and `httpyac` send again. The token is a variable: none is in the journal. */
import type { RequestBodies, RequestEntry } from './entry.js'

export function httpFile(requests: readonly (RequestEntry & RequestBodies)[], host: string): string {
  const head = `@host = ${host}\n@token = {{$processEnv INTUNITE_TOKEN}}\n`
  return [head, ...requests.map(block)].join('\n')
}

function block({
  at,
  method,
  url,
  status,
  failure,
  headers,
  sent,
  answer: _answer,
  ...rest
}: RequestEntry & RequestBodies): string {
  const lines = [`### ${at}: ${status}${failure === undefined ? '' : ` ${failure.code}`} (${rest.id})`]
  lines.push(`${method} {{host}}${url}`)
  if (rest.kind !== undefined) lines.push('authorization: Bearer {{token}}')
  for (const name of ['consistencylevel', 'prefer', 'if-match'])
    if (headers?.[name] !== undefined) lines.push(`${name}: ${headers[name]}`)
  if (sent !== undefined) {
    const isJson = sent.startsWith('{') || sent.startsWith('[')
    lines.push(`content-type: ${isJson ? 'application/json' : 'application/x-www-form-urlencoded'}`, '', pretty(sent))
  }
  return `${lines.join('\n')}\n`
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
