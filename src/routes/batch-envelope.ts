/**
 * The envelope of `$batch`: 1 to 20 requests with unique ids, each naming those before it on which it depends.
 * @see https://learn.microsoft.com/graph/json-batching
 */
import { badRequest, GraphError } from '../errors.js'
import { isObject } from '../model/payload.js'

export interface BatchPart {
  readonly id: string
  readonly method: string
  /** As sent: relative to the version, rooted, or absolute. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** Indexes of the parts that have to succeed before. */
  readonly dependsOn: readonly number[]
  /** Parts of one group are kept all together or not at all. */
  readonly group: string | undefined
}

const MOST = 20
const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD'])

export function readBatch(envelope: unknown): BatchPart[] {
  const requests = isObject(envelope) && Object.hasOwn(envelope, 'requests') ? envelope['requests'] : undefined
  if (!Array.isArray(requests) || requests.length === 0) throw invalidFormat()
  if (requests.length > MOST)
    throw new GraphError(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${MOST}.`,
    )
  const parts: BatchPart[] = []
  const ids = new Set<string>()
  for (const request of requests) parts.push(readPart(request, parts, ids))
  requireShape(parts)
  return parts
}

/**
 * The service runs a batch side by side, one after another, or all after the first: dependencies of any other shape are
 * refused. Atomicity groups, which the service does not know, may depend on each other as they like.
 */
function requireShape(parts: readonly BatchPart[]): void {
  const rest = parts.slice(1)
  const parallel = rest.every(({ dependsOn }) => dependsOn.length === 0)
  const sequential = rest.every(({ dependsOn }, i) => dependsOn.includes(i))
  const afterFirst = rest.every(({ dependsOn }) => dependsOn.length === 1 && dependsOn[0] === 0)
  if (parallel || sequential || afterFirst || parts.some(({ group }) => group !== undefined)) return
  throw badRequest('The dependencies of the requests in a batch should be either fully sequential or fully parallel.')
}

/** `ids` are those of the parts before, in lower case; that of this part is added. */
function readPart(request: unknown, before: readonly BatchPart[], ids: Set<string>): BatchPart {
  if (!isObject(request)) throw invalidFormat()
  const id = readId(request['id'])
  if (ids.size === ids.add(id.toLowerCase()).size) throw badRequest(`Request Id ${id} has to be unique in a batch.`)
  const { method, url, atomicityGroup } = request
  if (typeof method !== 'string' || !METHODS.has(method.toUpperCase())) throw invalidFormat()
  if (typeof url !== 'string' || url === '') throw invalidFormat()
  const group = readGroup(atomicityGroup)
  const dependsOn = readDependencies(request['dependsOn'], id, before)
  requireDependenciesBeforeGroup(id, group, dependsOn, before)
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: readHeaders(request['headers']),
    body: Object.hasOwn(request, 'body') ? request['body'] : undefined,
    dependsOn,
    group,
  }
}

function readGroup(group: unknown): string | undefined {
  if (group === undefined || group === null) return undefined
  if (typeof group !== 'string' || group === '') throw invalidFormat()
  return group
}

/** A group runs as one, so what any of its parts waits for has to stand before all of it. */
function requireDependenciesBeforeGroup(
  id: string,
  group: string | undefined,
  dependsOn: readonly number[],
  before: readonly BatchPart[],
): void {
  const start = group === undefined ? -1 : before.findIndex((part) => part.group === group)
  if (start >= 0 && dependsOn.some((i) => i > start && before[i]?.group !== group)) throw invalidDependency(id)
}

function invalidDependency(id: string): GraphError {
  return badRequest(`Invalid dependency for request Id ${id}.`)
}

function readId(id: unknown): string {
  if (typeof id === 'string' && id !== '') return id
  if (typeof id === 'number') return String(id)
  throw invalidFormat()
}

function readHeaders(headers: unknown): Record<string, string> {
  if (headers === undefined || headers === null) return {}
  if (!isObject(headers)) throw invalidFormat()
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') throw invalidFormat()
    read[name.toLowerCase()] = value
  }
  return read
}

/** A dependency names a part, or all parts of a group, that stands before. */
function readDependencies(dependsOn: unknown, id: string, before: readonly BatchPart[]): number[] {
  if (dependsOn === undefined || dependsOn === null) return []
  if (!Array.isArray(dependsOn)) throw invalidFormat()
  return dependsOn.flatMap((named: unknown) => {
    const wanted = readId(named)
    const found = before.flatMap((part, i) => (same(part.id, wanted) || part.group === wanted ? [i] : []))
    if (found.length === 0) throw invalidDependency(id)
    return found
  })
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function invalidFormat(): GraphError {
  return badRequest('Invalid batch payload format.')
}
