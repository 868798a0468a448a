/** Component schemas of the OpenAPI document: what answers hold, and what bodies of requests may hold. */
import { Type } from 'typebox'
import { membersIn } from '../model/enum-values.js'
import type { Model } from '../model/model.js'
import { PRIMITIVES } from '../model/primitives.js'
import { makeBodySchema } from '../model/schemas.js'
import { existsIn, qualifiedName } from '../model/types.js'
import type { AnyType, EntityType, EnumType, Property, StructuredType, Version } from '../model/types.js'

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

export interface Used {
  /** The text of the paths that refer to schemas. */
  readonly paths: string
  /** Also the types that no path leads to. */
  readonly whole: boolean
}

/** The schemas of types in answers, and those of request bodies that the paths refer to. */
export function componentSchemas(model: Model, version: Version, { paths, whole }: Used): Json {
  const named = new Set([...paths.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? ''))
  const all = model.types.filter(({ since }) => existsIn(since, version))
  const isNamed = (type: AnyDeclared): boolean =>
    ['', '.create', '.update'].some((kind) => named.has(`${qualifiedName(type)}${kind}`))
  const types = whole ? new Set(all) : withParts(all.filter(isNamed), { model, version })
  const schemas: Record<string, unknown> = {}
  for (const type of types) {
    const name = qualifiedName(type)
    schemas[name] =
      type.kind === 'enum'
        ? { type: 'string', enum: Object.keys(membersIn(type, version)) }
        : structured(type, { model, version, types })
    if (type.kind !== 'entity') continue
    for (const kind of ['create', 'update'] as const)
      if (named.has(`${name}.${kind}`))
        schemas[`${name}.${kind}`] = JSON.parse(JSON.stringify(makeBodySchema(type, version, kind, valueRef))) as Json
  }
  schemas[ERROR] = ODATA_ERROR
  return schemas
}

/**
 * These types and what their values are made of: bases, what derives from them, types of properties. Not what they
 * navigate to, which would be almost the whole model.
 */
function withParts(named: readonly AnyDeclared[], { model, version }: Pick<Shown, 'model' | 'version'>) {
  const types = new Set<AnyDeclared>()
  const waiting: AnyDeclared[] = []
  const visit = (type: AnyType | undefined): void => {
    if (type === undefined || type.kind === 'primitive' || types.has(type) || !existsIn(type.since, version)) return
    types.add(type)
    waiting.push(type)
  }
  /** A value of a type may be of one that derives from it. */
  const visitAny = (type: AnyType): void => {
    visit(type)
    if (type.kind === 'entity' || type.kind === 'complex') for (const each of model.derivedFrom(type)) visit(each)
  }
  for (const type of named) visitAny(type)
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (type.kind === 'enum') continue
    visit(type.baseType as StructuredType | undefined)
    for (const { since, type: own } of Object.values(type.properties)) if (existsIn(since, version)) visitAny(own)
  }
  return types
}

/** Bodies refer to complex values as answers do. */
function valueRef(type: StructuredType) {
  return Type.Unsafe(answerSchema(type))
}

type AnyDeclared = StructuredType | EnumType

interface Shown {
  readonly model: Model
  readonly version: Version
  /** Those that have a schema. */
  readonly types: ReadonlySet<AnyDeclared>
}

function structured(type: StructuredType, shown: Shown): Json {
  const base = type.baseType as StructuredType | undefined
  const annotation = base === undefined ? { '@odata.type': { type: 'string' } } : {}
  const own: Json = {
    type: 'object',
    properties: { ...annotation, ...properties(type, shown) },
    ...derived(type, shown),
  }
  return base === undefined ? own : { allOf: [answerSchema(base), own] }
}

function properties(type: StructuredType, { version, types }: Shown): Json {
  const structural = Object.entries(type.properties)
    .filter(([, { since }]) => existsIn(since, version))
    .map(([name, property]) => [name, propertySchema(property)])
  const navigation = Object.entries(type.kind === 'entity' ? type.navigation : {})
    .filter(([, { since, target }]) => existsIn(since, version) && existsIn(target.since, version))
    .map(([name, { target, many }]) => {
      const schema = types.has(target) ? answerSchema(target) : { type: 'object', title: qualifiedName(target) }
      return [name, many ? { type: 'array', items: schema } : nullable(schema)]
    })
  return Object.fromEntries([...structural, ...navigation]) as Json
}

/** How readers tell derived types apart. */
function derived(type: StructuredType, { model, types }: Shown): Json {
  const known = model.derivedFrom(type).filter((other) => types.has(other))
  if (known.length === 0) return {}
  const mapping = known.map((other) => [`#${qualifiedName(other)}`, answerSchema(other)['$ref']])
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
