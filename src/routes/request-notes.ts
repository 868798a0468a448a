/** Notes every answered request of the Graph, sign-in and storage faces for the journal of requests. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import '../http/noted.js'
import { MORE } from '../services/requests/entry.js'
import { headersToKeep, Noted } from '../services/requests/note.js'
import type { Note, NotedCaller } from '../services/requests/note.js'
import type { RequestLog } from '../services/requests/request-log.js'

/** To be called before anything else answers. */
export function noteRequests(app: FastifyInstance, log: RequestLog): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (isOfClients(request.raw.url ?? '/')) request.noted = log.begin()
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (request.noted !== undefined) log.note(noteOf(log, request, reply, request.noted))
    else if (isOfClients(request.raw.url ?? '/')) {
      if (reply.statusCode >= 400 && log.notesRefusal()) log.note(noteOf(log, request, reply, new Noted()))
      else log.leaveOut(request.tenantId ?? '')
    }
    done()
  })
  app.addHook('onClose', () => log.flush())
}

/** What a server says about itself, and what administers it, is nothing that a client did to a tenant. */
function isOfClients(url: string): boolean {
  return !url.startsWith('/_intunite') && url !== '/' && url !== '/favicon.ico'
}

function noteOf(log: RequestLog, request: FastifyRequest, reply: FastifyReply, noted: Noted): Note {
  const { raw, admitted, body } = request
  const ms = reply.elapsedTime
  const { at = log.clock() - ms, sql, statements, caller, failure, answer, parts } = noted
  const keepsBodies =
    (body !== undefined || answer !== undefined) && log.keepsBodies(sizeOf(raw, answer), parts?.length ?? 0)
  return {
    tenantId: request.tenantId ?? '',
    at,
    ms,
    sql,
    statements,
    status: reply.statusCode,
    method: admitted?.method ?? request.method,
    url: raw.url ?? '/',
    requestId: caller === undefined ? requestIdOf(request, reply) : request.correlation.requestId,
    caller: caller ?? clientOf(body, raw.url ?? ''),
    headers: headersOf(raw.headers, reply, noted.hasMore),
    failure,
    sent: keepsBodies ? (noted.sent ?? body) : undefined,
    answer: keepsBodies ? answer : undefined,
    parts: keepsBodies ? parts : parts?.map((part) => ({ ...part, sent: undefined, answer: undefined })),
  }
}

function sizeOf({ headers }: FastifyRequest['raw'], answer: string | undefined): number {
  return Number(headers['content-length'] ?? 0) + (answer?.length ?? 0)
}

function headersOf(
  headers: FastifyRequest['raw']['headers'],
  reply: FastifyReply,
  hasMore: boolean,
): Record<string, string> | undefined {
  let found = headersToKeep(headers)
  if (hasMore) found = { ...found, [MORE]: 'true' }
  if (reply.statusCode < 400) return found
  const after = reply.getHeader('retry-after')
  return after === undefined ? found : { ...found, 'retry-after': String(after) }
}

/** The sign-in face has ids of its own, which its errors name. */
function requestIdOf({ correlation }: FastifyRequest, reply: FastifyReply): string {
  const own = reply.getHeader('x-ms-request-id')
  return typeof own === 'string' ? own : correlation.requestId
}

/** The client of a sign-in, as it says itself. */
function clientOf(body: unknown, url: string): NotedCaller | undefined {
  if (!(body instanceof Map)) {
    const appId = clientIdIn(url)
    return appId === undefined ? undefined : { appId }
  }
  const form = body as ReadonlyMap<string, string>
  // The forms of the pages hold the request that they interrupt.
  const appId = form.get('client_id') ?? clientIdIn(`?${form.get('query') ?? ''}`)
  const userPrincipalName = form.get('username')
  if (appId === undefined && userPrincipalName === undefined) return undefined
  return { appId: appId ?? '', ...(userPrincipalName === undefined ? {} : { userPrincipalName }) }
}

function clientIdIn(url: string): string | undefined {
  return /[?&]client_id=([\w.:-]{1,100})/.exec(url)?.[1]
}
