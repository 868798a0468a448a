/**
 * The ids by which a request is traced, and the headers that every answer of the Graph face has (R18).
 * @see https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'

export interface Correlation {
  readonly requestId: string
  /** What the client sent as `client-request-id`, unless that is no id; else the same as `requestId`. */
  readonly clientRequestId: string
}

/** A GUID by rule; other short texts are repeated as well, since clients rely on it. */
const SENT = /^[\x21-\x7e]{1,128}$/

export function correlate(request: IncomingMessage): Correlation {
  const requestId = randomUUID()
  const sent = request.headers['client-request-id']
  return { requestId, clientRequestId: typeof sent === 'string' && SENT.test(sent) ? sent : requestId }
}

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Local', Slice: 'E', Ring: '0', ScaleUnit: '000', RoleInstance: 'INTUNITE' },
})

export function commonHeaders({ correlation, protocol, hostname }: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {
    vary: 'Accept-Encoding',
    'request-id': correlation.requestId,
    'client-request-id': correlation.clientRequestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
  }
  // Over plain HTTP it means nothing, and on localhost it would lock a browser out of every other server there.
  if (protocol === 'https' && hostname !== 'localhost') headers['strict-transport-security'] = 'max-age=31536000'
  return headers
}

/** Content type of answers with entities. */
export const ODATA_JSON =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
