/**
 * JSON schemas of declared types, as TypeBox schemas: what a request body may hold, and what the OpenAPI document says.
 *
 * A schema describes the canonical form of a body (see payload.ts): enum members as declared, GUIDs in lower case.
 */
import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { readDateTimeOffset } from './date-time.js'
import type { PrimitiveName, Property, Version } from './edm.js'
import { NAMESPACE } from './model.js'
import type { ComplexType, StructuredType } from './types.js'
import { propertiesIn } from './views.js'

/** `stored` is no body: it is everything that a row holds, as an exported tenant has it. */
export type BodyKind = 'create' | 'update' | 'value' | 'stored'

const INT32 = 2 ** 31
const GUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
const DURATION = '^-?P(?=.)(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?$'

export const PRIMITIVES: Readonly<Record<PrimitiveName, () => TSchema>> = {
  'Edm.String': () => Type.String(),
  'Edm.Guid': () => Type.String({ pattern: GUID }),
  'Edm.Int32': () => Type.Integer({ minimum: -INT32, maximum: INT32 - 1 }),
  'Edm.Int64': () => Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
  'Edm.Boolean': () => Type.Boolean(),
  'Edm.Binary': () => Type.String({ pattern: BASE64 }),
  'Edm.DateTimeOffset': () =>
    Type.Refine(
      Type.String(),
      (text) => readDateTimeOffset(text) !== undefined,
      () => 'must be a date-time with an offset',
    ),
  'Edm.Duration': () => Type.String({ pattern: DURATION }),
  'Edm.Double': () => Type.Number(),
}

const schemas = new Map<string, TSchema>()

/**
 * The schema of a body for one concrete type: closed, without the members that the service sets itself. On create,
 * what is neither nullable nor has a default is required.
 */
export function bodySchema(type: StructuredType, version: Version, kind: BodyKind): TSchema {
  const name = `${version} ${kind} ${type.name}`
  const known = schemas.get(name)
  if (known !== undefined) return known
  const members: Record<string, TSchema> = { '@odata.type': Type.Optional(Type.Literal(`#${NAMESPACE}.${type.name}`)) }
  for (const [property, declared] of Object.entries(propertiesIn(type, version))) {
    if (declared.computed && kind !== 'stored') continue
    const schema = propertySchema(declared, version, kind === 'stored' ? 'stored' : 'value')
    members[property] = required(property, declared, type, kind) ? schema : Type.Optional(schema)
  }
  const schema = Type.Object(members, { additionalProperties: false })
  schemas.set(name, schema)
  return schema
}

/** What the service fills in by a rule of its own where a body says nothing is not required, though it has no default. */
function required(name: string, property: Property, type: StructuredType, kind: BodyKind): boolean {
  if (kind === 'stored') return name === 'id' && type.kind === 'entity'
  if (kind === 'update' || property.nullable || property.default !== undefined) return false
  return kind === 'value' || (name !== 'id' && !(type.kind === 'entity' && type.filledByRule.includes(name)))
}

/** What is inside of a body, or of a row. */
type Inner = 'value' | 'stored'

export function propertySchema(property: Property, version: Version, kind: Inner): TSchema {
  const { subtypes, collection } = property
  const single = subtypes.length > 0 ? polymorphic(subtypes, version, kind) : valueSchema(property, version, kind)
  const whole = collection ? Type.Array(single) : single
  return property.nullable || kind === 'stored' ? Type.Union([whole, Type.Null()]) : whole
}

function valueSchema({ type, notBlank }: Property, version: Version, kind: Inner): TSchema {
  if (type.kind === 'enum') return Type.Enum(Object.keys(type.members))
  if (type.kind === 'complex') return bodySchema(type, version, kind)
  if (kind === 'stored' && type.name === 'Edm.DateTimeOffset')
    return Type.Refine(Type.String(), isWireTime, () => WIRE_TIME)
  return notBlank && kind === 'value' ? Type.String({ pattern: '\\S' }) : PRIMITIVES[type.name]()
}

const WIRE_TIME = 'must be a time in UTC such as 2026-03-02T09:14:07.4815162Z'

/** A time exactly as the service writes it. */
export function isWireTime(text: string): boolean {
  const stored = readDateTimeOffset(text)
  return stored !== undefined && `${stored}Z` === text
}

/** Any one of the types, told apart by `@odata.type`, which must be there. */
function polymorphic(subtypes: readonly ComplexType[], version: Version, kind: Inner): TSchema {
  const branches = subtypes.map((type) => {
    const { properties } = bodySchema(type, version, kind) as unknown as { properties: Record<string, TSchema> }
    return Type.Object(
      { ...properties, '@odata.type': Type.Literal(`#${NAMESPACE}.${type.name}`) },
      { additionalProperties: false },
    )
  })
  return Type.Unsafe({ oneOf: branches, discriminator: { propertyName: '@odata.type' } })
}
