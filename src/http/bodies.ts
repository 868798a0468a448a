/** Request bodies of the Graph face: JSON in UTF-8, whatever the client says of it within reason (R12). */
import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { badRequest } from '../errors.js'

/** @see https://learn.microsoft.com/graph/best-practices-concept */
export const BODY_LIMIT = 4 * 1024 * 1024

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

export function acceptJsonBodies(app: FastifyInstance): void {
  // Refuses members named __proto__, and constructor with a prototype.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body: Buffer, done) => {
    const type = request.headers['content-type']
    if (body.length === 0) return done(null, undefined)
    if (type !== undefined && !/^\s*(application\/([\w.+-]*\+)?json|text\/json|text\/plain|\*\/\*)\s*(;|$)/i.test(type))
      return done(badRequest('Entity only allows writes with a JSON Content-Type header.'))
    if (!isUtf8(body)) return done(badRequest(UNREADABLE))
    const text = body[0] === 0xef ? body.toString('utf8').replace(/^\ufeff/, '') : body.toString('utf8')
    void parse(request, text, (error, value) => done(error === null ? null : badRequest(UNREADABLE), value))
  })
}
