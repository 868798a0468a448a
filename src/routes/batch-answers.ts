/**
 * How the answer to a part goes into that to its batch.
 * @see https://learn.microsoft.com/graph/json-batching#response-format
 */
import type { Answer } from './exchange.js'

const SPELLED: Readonly<Record<string, string>> = {
  'odata-version': 'OData-Version',
  'odata-entityid': 'OData-EntityId',
}

/** Some SDKs look headers up by their usual spelling. */
function spell(name: string): string {
  return SPELLED[name] ?? name.replace(/(^|-)[a-z]/g, (match) => match.toUpperCase())
}

interface RenderedHeaders {
  readonly text: string
  /** How the body goes into the JSON of the batch: as it is, as a text, or as bytes in base64. */
  readonly form: 'json' | 'text' | 'bytes'
}

/** Most parts have the very same headers. */
const rendered = new WeakMap<Answer['headers'], RenderedHeaders>()

function renderHeaders(headers: Answer['headers']): RenderedHeaders {
  const known = rendered.get(headers)
  if (known !== undefined) return known
  const spelled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [spell(name), value]))
  const type = headers['content-type'] ?? ''
  const form = /json/.test(type) ? 'json' : type === 'application/octet-stream' ? 'bytes' : 'text'
  const made: RenderedHeaders = { text: JSON.stringify(spelled), form }
  if (Object.isFrozen(headers)) rendered.set(headers, made)
  return made
}

export function renderPart(id: string, { status, headers, body }: Answer): string {
  const { text, form } = renderHeaders(headers)
  const member = body === undefined ? '' : `,"body":${renderBody(body, form)}`
  return `{"id":${JSON.stringify(id)},"status":${status},"headers":${text}${member}}`
}

function renderBody(body: string | Buffer, form: RenderedHeaders['form']): string {
  if (form === 'bytes') return JSON.stringify(Buffer.from(body as string).toString('base64'))
  return form === 'json' ? body.toString() : JSON.stringify(body)
}
