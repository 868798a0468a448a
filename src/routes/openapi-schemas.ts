/** Component schemas of the OpenAPI document: what answers hold, and what bodies of requests may hold. */
import { Type } from 'typebox'
import type { Property, Version } from '../model/edm.js'
import { membersIn } from '../model/enum-values.js'
import type { Model } from '../model/model.js'
import { PRIMITIVES } from '../model/primitives.js'
import { makeBodySchema } from '../model/schemas.js'
import { existsIn, isA, qualifiedName } from '../model/types.js'
import type { AnyType, EntityType, EnumType, StructuredType } from '../model/types.js'

export type Json = Readonly<Record<string, unknown>>

const ERROR = 'microsoft.graph.ODataErrors.ODataError'

export const errorSchema = ref(ERROR)

/** The schema of an entity or complex value, or of an enum, in an answer. */
export function answerSchema(type: StructuredType | EnumType): Json {
  return ref(qualifiedName(type))
}

/** The schema of a body that creates or changes one of these types. */
export function requestSchema(types: readonly EntityType[], kind: 'create' | 'update'): Json {
  const name = (type: EntityType): string => `${qualifiedName(type)}.${kind}`
  const [first] = types
  if (types.length === 1 && first !== undefined) return ref(name(first))
  const mapping = types.map((type) => [`#${qualifiedName(type)}`, ref(name(type)).$ref])
  return {
    oneOf: types.map((type) => ref(name(type))),
    discriminator: { propertyName: '@odata.type', mapping: Object.fromEntries(mapping) as Json },
  }
}

/** The schemas of all types in answers, and those of request bodies that `used`, the text of the paths, refers to. */
export function componentSchemas(model: Model, version: Version, used: string): Json {
  const schemas: Record<string, unknown> = {}
  const types = model.types.filter(({ since }) => existsIn(since, version))
  for (const type of types) {
    const name = qualifiedName(type)
    schemas[name] =
      type.kind === 'enum'
        ? { type: 'string', enum: Object.keys(membersIn(type, version)) }
        : structured(type, version, types)
    if (type.kind !== 'entity') continue
    for (const kind of ['create', 'update'] as const)
      if (used.includes(`"${ref(`${name}.${kind}`).$ref}"`))
        schemas[`${name}.${kind}`] = JSON.parse(JSON.stringify(makeBodySchema(type, version, kind, valueRef))) as Json
  }
  schemas[ERROR] = ODATA_ERROR
  return schemas
}

/** Bodies refer to complex values as answers do. */
function valueRef(type: StructuredType) {
  return Type.Unsafe(answerSchema(type))
}

function structured(type: StructuredType, version: Version, types: readonly (StructuredType | EnumType)[]): Json {
  const base = type.baseType as StructuredType | undefined
  const annotation = base === undefined ? { '@odata.type': { type: 'string' } } : {}
  const own: Json = {
    type: 'object',
    properties: { ...annotation, ...properties(type, version) },
    ...derived(type, types),
  }
  return base === undefined ? own : { allOf: [answerSchema(base), own] }
}

function properties(type: StructuredType, version: Version): Json {
  const structural = Object.entries(type.properties)
    .filter(([, { since }]) => existsIn(since, version))
    .map(([name, property]) => [name, propertySchema(property)])
  const navigation = Object.entries(type.kind === 'entity' ? type.navigation : {})
    .filter(([, { since, target }]) => existsIn(since, version) && existsIn(target.since, version))
    .map(([name, { target, many }]) => {
      const schema = answerSchema(target)
      return [name, many ? { type: 'array', items: schema } : nullable(schema)]
    })
  return Object.fromEntries([...structural, ...navigation]) as Json
}

/** How readers tell derived types apart. */
function derived(type: StructuredType, types: readonly (StructuredType | EnumType)[]): Json {
  const concrete = types.filter(
    (other): other is StructuredType => other.kind !== 'enum' && other !== type && isA(other, type),
  )
  if (concrete.length === 0) return {}
  const mapping = concrete.map((other) => [`#${qualifiedName(other)}`, answerSchema(other)['$ref']])
  return { discriminator: { propertyName: '@odata.type', mapping: Object.fromEntries(mapping) as Json } }
}

export function valueSchema(type: AnyType): Json {
  return type.kind === 'primitive' ? PRIMITIVES[type.name].openApi : answerSchema(type)
}

export function propertySchema(property: Property): Json {
  const { type, collection } = property
  const one = valueSchema(type)
  const whole = collection ? { type: 'array', items: one } : one
  return { ...(property.nullable ? nullable(whole) : whole), ...(property.computed ? { readOnly: true } : {}) }
}

function nullable(schema: Json): Json {
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] }
  return { anyOf: [schema, { type: 'null' }] }
}

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

const TEXT = { type: 'string' }

const ODATA_ERROR: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'innerError'],
      properties: {
        code: TEXT,
        message: TEXT,
        innerError: {
          type: 'object',
          required: ['date', 'request-id', 'client-request-id'],
          properties: { message: TEXT, date: TEXT, 'request-id': TEXT, 'client-request-id': TEXT },
        },
      },
    },
  },
}
