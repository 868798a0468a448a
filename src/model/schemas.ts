/**
 * JSON schemas of declared types, as TypeBox schemas: what a request body may hold, and what the OpenAPI document says.
 *
 * A schema describes the canonical form of a body (see payload.ts): enum members as declared, GUIDs in lower case. It is
 * one level deep: complex values are objects in it, whose members have the schema of their own type (see validation.ts).
 * Types may hold themselves, and one that a hundred others hold is compiled once.
 */
import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { readDateTimeOffset } from './date-time.js'
import { isCanonical, membersIn } from './enum-values.js'
import { PRIMITIVES } from './primitives.js'
import { qualifiedName } from './types.js'
import { isOpen } from './inheritance.js'
import type { ComplexType, Property, StructuredType, Version } from './types.js'
import { propertiesIn } from './views.js'

/** `stored` is no body: it is everything that a row holds, as an exported tenant has it. */
export type BodyKind = 'create' | 'update' | 'value' | 'stored'

const schemas = new WeakMap<StructuredType, Map<string, TSchema>>()

/**
 * The schema of a body for one concrete type: closed, unless the type is open, and without the members that the service
 * sets itself. On create, what is neither nullable nor has a default is required.
 */
export function bodySchema(type: StructuredType, version: Version, kind: BodyKind): TSchema {
  let ofType = schemas.get(type)
  if (ofType === undefined) schemas.set(type, (ofType = new Map<string, TSchema>()))
  const name = `${version} ${kind}`
  let schema = ofType.get(name)
  if (schema === undefined) ofType.set(name, (schema = makeBodySchema(type, version, kind, anyObject)))
  return schema
}

/** The same with something else in place of complex values. */
export function makeBodySchema(
  type: StructuredType,
  version: Version,
  kind: BodyKind,
  complex: (type: ComplexType) => TSchema,
): TSchema {
  const members: Record<string, TSchema> = { '@odata.type': Type.Optional(Type.Literal(`#${qualifiedName(type)}`)) }
  for (const [property, declared] of Object.entries(propertiesIn(type, version))) {
    if (declared.computed && kind !== 'stored') continue
    const schema =
      kind === 'stored'
        ? propertySchema(declared, 'stored', undefined, complex)
        : propertySchema(declared, 'value', version, complex)
    members[property] = required(property, declared, type, kind) ? schema : Type.Optional(schema)
  }
  return Type.Object(members, isOpen(type) ? {} : { additionalProperties: false })
}

function anyObject(): TSchema {
  return Type.Object({})
}

/** What the service fills in by a rule of its own where a body says nothing is not required, though it has no default. */
function required(name: string, property: Property, type: StructuredType, kind: BodyKind): boolean {
  if (kind === 'stored') return name === 'id' && type.kind === 'entity'
  if (kind === 'update' || property.nullable || property.default !== undefined) return false
  return kind === 'value' || (name !== 'id' && !(type.kind === 'entity' && type.filledByRule.includes(name)))
}

/** What is inside of a body, or of a row. */
type Inner = 'value' | 'stored'

export function propertySchema(
  property: Property,
  kind: Inner,
  version: Version | undefined,
  complex: (type: ComplexType) => TSchema = anyObject,
): TSchema {
  const single = valueSchema(property, kind, version, complex)
  const whole = property.collection ? Type.Array(single) : single
  return property.nullable || kind === 'stored' ? Type.Union([whole, Type.Null()]) : whole
}

function valueSchema(
  { type, notBlank }: Property,
  kind: Inner,
  version: Version | undefined,
  complex: (type: ComplexType) => TSchema,
): TSchema {
  if (type.kind === 'enum') {
    const names = Object.keys(membersIn(type, version))
    return type.flags ? flagsSchema(names) : Type.Enum(names)
  }
  if (type.kind === 'complex') return complex(type)
  if (kind === 'stored' && type.name === 'Edm.DateTimeOffset')
    return Type.Refine(Type.String(), isWireTime, () => WIRE_TIME)
  return notBlank && kind === 'value' ? Type.String({ pattern: '\\S' }) : PRIMITIVES[type.name].schema()
}

function flagsSchema(members: readonly string[]): TSchema {
  const names = members.join(', ')
  return Type.Refine(
    Type.String({ description: `some of ${names}, with commas between them` }),
    (text) => isCanonical(text, members, true),
    () => `must be some of ${names}, with commas between them`,
  )
}

const WIRE_TIME = 'must be a time in UTC such as 2026-03-02T09:14:07.4815162Z'

/** A time exactly as the service writes it. */
export function isWireTime(text: string): boolean {
  const stored = readDateTimeOffset(text)
  return stored !== undefined && `${stored}Z` === text
}
