/**
 * An HTTP Archive, as its specification and the schemas of `har-schema` have it; nothing that they do not name.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { Type } from 'typebox'
import type { TProperties } from 'typebox'

const exact = <T extends TProperties>(members: T) => Type.Object(members, { additionalProperties: false })
const comment = Type.Optional(Type.String())
const count = Type.Integer({ minimum: -1 })
const milliseconds = Type.Number({ minimum: 0 })
const pairs = Type.Array(exact({ name: Type.String(), value: Type.String(), comment }))
const cookies = Type.Array(exact({ name: Type.String(), value: Type.String() }))

const request = exact({
  method: Type.String({ pattern: '^[A-Z]+$' }),
  url: Type.String({ pattern: '^https?://' }),
  httpVersion: Type.String({ minLength: 1 }),
  cookies,
  headers: pairs,
  queryString: pairs,
  headersSize: count,
  bodySize: count,
  postData: Type.Optional(exact({ mimeType: Type.String(), text: Type.String(), comment })),
  comment,
})

const response = exact({
  status: Type.Integer({ minimum: 100, maximum: 599 }),
  statusText: Type.String(),
  httpVersion: Type.String({ minLength: 1 }),
  cookies,
  headers: pairs,
  content: exact({ size: Type.Integer({ minimum: 0 }), mimeType: Type.String(), text: Type.Optional(Type.String()) }),
  redirectURL: Type.String(),
  headersSize: count,
  bodySize: count,
  comment,
})

const entry = exact({
  startedDateTime: Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)$',
  }),
  time: milliseconds,
  request,
  response,
  cache: exact({}),
  timings: exact({ send: milliseconds, wait: milliseconds, receive: milliseconds }),
  comment,
})

export const HAR = exact({
  log: exact({
    version: Type.Literal('1.2'),
    creator: exact({ name: Type.String(), version: Type.String() }),
    entries: Type.Array(entry),
    comment,
  }),
})
