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

export type BodyKind = 'create' | 'update' | 'value'

const INT32 = 2 ** 31
const GUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
const DURATION = '^-?P(?=.)(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?$'

const PRIMITIVES: Readonly<Record<PrimitiveName, () => TSchema>> = {
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
    if (declared.computed) continue
    const schema = propertySchema(declared, version)
    members[property] = required(property, declared, type, kind) ? schema : Type.Optional(schema)
  }
  const schema = Type.Object(members, { additionalProperties: false })
  schemas.set(name, schema)
  return schema
}

/** What the service fills in by a rule of its own where a body says nothing is not required, though it has no default. */
function required(name: string, property: Property, type: StructuredType, kind: BodyKind): boolean {
  if (kind === 'update' || property.nullable || property.default !== undefined) return false
  return kind === 'value' || (name !== 'id' && !(type.kind === 'entity' && type.filledByRule.includes(name)))
}

function propertySchema(property: Property, version: Version): TSchema {
  const single = property.subtypes.length > 0 ? polymorphic(property.subtypes, version) : valueSchema(property, version)
  const whole = property.collection ? Type.Array(single) : single
  return property.nullable ? Type.Union([whole, Type.Null()]) : whole
}

function valueSchema({ type, notBlank }: Property, version: Version): TSchema {
  if (type.kind === 'enum') return Type.Enum(Object.keys(type.members))
  if (type.kind === 'complex') return bodySchema(type, version, 'value')
  return notBlank ? Type.String({ pattern: '\\S' }) : PRIMITIVES[type.name]()
}

/** Any one of the types, told apart by `@odata.type`, which must be there. */
function polymorphic(subtypes: readonly ComplexType[], version: Version): TSchema {
  const branches = subtypes.map((type) => {
    const { properties } = bodySchema(type, version, 'value') as unknown as { properties: Record<string, TSchema> }
    return Type.Object(
      { ...properties, '@odata.type': Type.Literal(`#${NAMESPACE}.${type.name}`) },
      { additionalProperties: false },
    )
  })
  return Type.Unsafe({ oneOf: branches, discriminator: { propertyName: '@odata.type' } })
}
