/** Request bodies of the Graph face: JSON in UTF-8, whatever the client says of it within reason (R12). */
import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { badRequest } from '../errors.js'
import type { GraphError } from '../errors.js'
import { LIMITS } from '../odata/limits.js'
import { MOST_VALUES } from './bodies-in-flight.js'
import type { BodiesInFlight } from './bodies-in-flight.js'
import { BodyText } from '../services/body-text.js'
import { LOOKED_AT } from '../services/requests/note.js'
import { withHugeNumbers } from './huge-numbers.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the body was read from, unless it is too long to be looked at. */
    bodyText: BodyText | undefined
  }
}

/** @see https://learn.microsoft.com/graph/best-practices-concept */
export const BODY_LIMIT = 4 * 1024 * 1024

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

const JSON_TYPE = /^\s*(application\/([\w.+-]*\+)?json|text\/json|\*\/\*)\s*(;|$)/i

const BATCH = /\/(?:\$|%24)batch\/?(?:\?|$)/i

/** Whether a Content-Type says JSON, or nothing in particular. */
export function isJson(contentType: string): boolean {
  return JSON_TYPE.test(contentType)
}

export function notJson(): GraphError {
  return badRequest('Entity only allows writes with a JSON Content-Type header.')
}

export function acceptJsonBodies(app: FastifyInstance, bodies: BodiesInFlight): void {
  // Refuses members named __proto__, and constructor with a prototype.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body: Buffer, done) => {
    const type = request.headers['content-type']
    if (body.length === 0) return done(null, undefined)
    if (type !== undefined && !isJson(type)) return done(notJson())
    if (!isUtf8(body)) return done(badRequest(UNREADABLE))
    bodies.read(request.raw, body, BATCH.test(request.url) ? MOST_VALUES : LIMITS.values)
    const text = body[0] === 0xef ? body.toString('utf8').replace(/^\ufeff/, '') : body.toString('utf8')
    if (text.length <= LOOKED_AT) request.bodyText = new BodyText(text)
    void parse(request, text, (error, value) =>
      error === null ? done(null, withHugeNumbers(value, text)) : done(badRequest(UNREADABLE)),
    )
  })
}
