/** Answers of the Graph face: OData JSON around the JSON texts that the store gives. */
import { ODATA_JSON } from '../http/correlation.js'
import { answerTooLarge } from '../errors.js'
import { LIMITS } from '../odata/limits.js'
import type { MetadataLevel } from '../odata/query.js'
import type { Answer } from './exchange.js'

/** The same objects every time: who writes answers may remember what became of them. */
const ODATA_HEADERS: Readonly<Record<MetadataLevel, Answer['headers']>> = {
  none: headersOf('none'),
  minimal: headersOf('minimal'),
  full: headersOf('full'),
}

function headersOf(level: MetadataLevel): Answer['headers'] {
  return Object.freeze({
    'content-type': ODATA_JSON.replace('minimal', level),
    'odata-version': '4.0',
    'cache-control': 'no-cache',
  })
}

export function odataHeaders(level: MetadataLevel): Answer['headers'] {
  return ODATA_HEADERS[level]
}

/** An entity with its context in front. */
export function entityAnswer(status: number, context: string, json: string, level: MetadataLevel): Answer {
  if (json.length > LIMITS.answer) throw answerTooLarge()
  const body =
    level === 'none'
      ? withoutAnnotations(json)
      : `{"@odata.context":${JSON.stringify(context)}${json === '{}' ? '' : ','}${json.slice(1)}`
  return { status, headers: odataHeaders(level), body }
}

export interface ListParts {
  readonly context: string
  readonly count: number | undefined
  readonly nextLink: string | undefined
  readonly deltaLink?: string | undefined
  readonly json: readonly string[]
}

export function listAnswer({ context, count, nextLink, deltaLink, json }: ListParts, level: MetadataLevel): Answer {
  if (json.reduce((sum, { length }) => sum + length, 0) > LIMITS.answer) throw answerTooLarge()
  let body = level === 'none' ? '{' : `{"@odata.context":${JSON.stringify(context)},`
  if (count !== undefined) body += `"@odata.count":${count},`
  if (nextLink !== undefined) body += `"@odata.nextLink":${JSON.stringify(nextLink)},`
  if (deltaLink !== undefined) body += `"@odata.deltaLink":${JSON.stringify(deltaLink)},`
  body += `"value":[${(level === 'none' ? json.map(withoutAnnotations) : json).join(',')}]}`
  return { status: 200, headers: odataHeaders(level), body, hasMore: nextLink !== undefined }
}

export function plainTextAnswer(text: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain', 'odata-version': '4.0', 'cache-control': 'no-cache' },
    body: text,
  }
}

/** What a stream or a binary value holds, as it is: no context, no annotations. */
export function streamAnswer(body: string | Buffer): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'odata-version': '4.0', 'cache-control': 'no-cache' },
    body,
  }
}

/**
 * An answer with more headers. Not two objects spread in one literal: of those, V8 on Node 20 makes a hidden class each time, which
 * takes 2 µs.
 */
export function withHeaders(answer: Answer, headers: Answer['headers']): Answer {
  return { ...answer, headers: Object.assign({}, answer.headers, headers) }
}

/** Success without a body: 204, or the empty 200 of the live service. */
export function emptyAnswer(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'cache-control': 'no-cache', ...headers }, body: undefined }
}

/** `odata.metadata=none` leaves of the annotations only count and nextLink. */
function withoutAnnotations(json: string): string {
  return JSON.stringify(strip(JSON.parse(json)))
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([name]) => !name.includes('@odata.') || /@odata\.(count|nextLink|deltaLink)$/.test(name),
  )
  return Object.fromEntries(kept.map(([name, member]) => [name, strip(member)]))
}
