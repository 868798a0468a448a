import type { FastifyRequest } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import { suggestion } from '../settings.js'
import { escapePointer, issuesIn } from '../model/issues.js'
import type { Issue } from '../model/issues.js'
import type { Call, Operation, Parameter } from './operation.js'
import { Problem } from './problem.js'

/** What a request wants of an operation. Throws a Problem that names everything that is wrong with it. */
export function readCall(
  { query: querySchema, body: bodySchema, bodyOptional }: Operation,
  request: FastifyRequest,
  origin: string,
): Call<Record<string, unknown>, unknown> {
  const params = request.params as Record<Parameter, string>
  for (const [name, value] of Object.entries(params)) requireName(name, value)
  const query = readQuery(querySchema, request.query as Record<string, unknown>)
  const body = request.body === undefined && bodyOptional ? {} : request.body
  if (bodySchema === undefined && body !== undefined) throw new Problem(400, 'this takes no body')
  if (bodySchema !== undefined && body === undefined)
    throw new Problem(400, 'this takes a body, and the request has none')
  const issues = [
    ...issuesIn(querySchema, query).map(({ pointer, detail }) => ({ pointer: `?${pointer.slice(1)}`, detail })),
    ...(bodySchema === undefined ? [] : withSuggestions(issuesIn(bodySchema, body), bodySchema)),
  ]
  if (issues.length > 0) throw new Problem(400, sentence(issues), { errors: issues })
  return { params, query, body, origin }
}

function requireName(name: string, value: string): void {
  // eslint-disable-next-line no-control-regex
  if (value === '' || value.length > 256 || /[\u0000-\u001f]/.test(value) || !value.isWellFormed())
    throw new Problem(400, `the ${name} in the path must be a text of 1 to 256 characters`)
}

/** Query parameters are text; what should be something else, or a list, is made so. */
function readQuery({ properties }: TObject, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      const { type } = (Object.hasOwn(properties, name) ? properties[name] : {}) as { type?: string }
      if (type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
      return [name, type === 'array' && !Array.isArray(value) ? [value] : value]
    }),
  )
}

/** Says of an unknown member which one may have been meant. */
function withSuggestions(issues: readonly Issue[], schema: TSchema): Issue[] {
  const { properties } = schema as Partial<TObject>
  if (properties === undefined) return [...issues]
  const known = Object.keys(properties)
  return issues.map(({ pointer, detail }) => {
    const name = pointer.slice(1)
    const unknown = detail === 'is not known here' && !known.some((member) => escapePointer(member) === name)
    return { pointer, detail: unknown ? `${detail}${suggestion(name, known)}` : detail }
  })
}

function sentence([first, ...others]: readonly Issue[]): string {
  if (first === undefined) return ''
  const where = first.pointer === '' ? 'the body' : first.pointer.replace(/^[/?]/, '')
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return `${where} ${first.detail}${more}`
}
