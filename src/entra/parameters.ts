/** Parameters of a sign-in request, from the query or a form body. Unknown ones are nobody's business. */
import type { FastifyInstance } from 'fastify'
import { EntraError } from './errors.js'

export type Parameters = ReadonlyMap<string, string>

export const BODY_LIMIT = 64 * 1024

/** Far more than any client sends. */
const MOST = 200

/**
 * Reads `application/x-www-form-urlencoded` text. A parameter that comes twice is refused, because the second one may
 * come of another author than the first. NUL is in no value that means anything, and PostgreSQL takes none.
 */
export function parseParameters(text: string): Parameters {
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) throw new EntraError(9000411, [name])
    if (value.includes('\0') || name.includes('\0')) throw new EntraError(9002313)
    parameters.set(name, value)
    if (parameters.size > MOST) throw new EntraError(9002313)
  }
  return parameters
}

/** Parameters behind the `?` of a raw URL. */
export function parseQuery(url: string): Parameters {
  const at = url.indexOf('?')
  return parseParameters(at < 0 ? '' : url.slice(at + 1))
}

export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined || value === '') throw new EntraError(900144, [name])
  return value
}

/** Bodies of other types are read and forgotten, as Entra does: it then misses the parameters. */
export function acceptForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const type = request.headers['content-type'] ?? ''
    if (!/^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return done(null, new Map())
    try {
      done(null, parseParameters(body as string))
    } catch (error) {
      done(error as Error)
    }
  })
}

export function formOf(body: unknown): Parameters {
  return body instanceof Map ? (body as Parameters) : new Map<string, string>()
}
