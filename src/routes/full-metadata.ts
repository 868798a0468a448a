/**
 * `odata.metadata=full`: entities say where they and what they contain can be found, what types their values have, and
 * which operations they offer.
 *
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_metadatafullodatametadatafull
 */
import { NAMESPACE } from '../model/model.js'
import type { Resource } from '../model/model.js'
import { pathWithKeys } from '../model/resource-paths.js'
import { existsIn, qualifiedName } from '../model/types.js'
import { allNavigation } from '../model/inheritance.js'
import { isObject } from '../model/payload.js'
import { valueTypeNamed } from '../model/subtypes.js'
import type { ComplexType, EntityType, Navigation, Operation, Property } from '../model/types.js'
import { propertiesIn } from '../model/views.js'
import { printedKeyOf } from '../odata/key-segments.js'
import type { Exchange } from './exchange.js'

type Members = Record<string, unknown>
type Properties = Readonly<Record<string, Property>>

/** Types that plain JSON gives away; values of these go without annotation. */
const SELF_EXPLAINING = new Set(['Edm.String', 'Edm.Boolean', 'Edm.Double', 'Edm.Int32'])

/** Annotates the JSON text of an entity of a resource. `keys` lead to what contains it. */
export type FullMetadata = (json: string, resource: Resource, keys: readonly string[]) => string

export function fullMetadata({ origin, path: { version, casts } }: Exchange): FullMetadata {
  const root = `${origin}/${version}/`

  const annotate = (entity: Members, resource: Resource, canonical: string): Members => {
    const type = typeOf(entity, resource)
    const id = resource.many ? `${canonical}${printedKeyOf(resource.type, entity)}` : canonical
    const edit = type === resource.type ? id : `${id}/${qualifiedName(type)}`
    const located = !resource.many || typeof entity['id'] === 'string'
    const full: Members = { '@odata.type': `#${qualifiedName(type)}` }
    if (located) Object.assign(full, { '@odata.id': id, '@odata.editLink': edit })
    const properties = propertiesIn(type, version)
    const navigation = allNavigation(type)
    const link = (name: string): void => {
      full[`${name}@odata.associationLink`] = `${root}${edit}/${name}/$ref`
      full[`${name}@odata.navigationLink`] = `${root}${edit}/${name}`
    }
    for (const [name, value] of Object.entries(entity)) {
      if (name === '@odata.type') continue
      if (Object.hasOwn(navigation, name)) {
        if (located) link(name)
        full[name] = expanded(value, resource, name, id)
      } else addMember(full, name, value, properties)
    }
    if (!located) return full
    for (const [name, { since }] of inOrder(navigation))
      if (existsIn(since, version) && !Object.hasOwn(full, name)) link(name)
    for (const [declaring, { name, since, binding }] of operationsOf(type)) {
      if (binding !== 'entity' || !existsIn(since, version)) continue
      // Of derived entities an operation is called through a cast to the type that declares it (B30d).
      const bound = type === resource.type ? id : `${id}/${qualifiedName(declaring)}`
      full[`#${NAMESPACE}.${name}`] = { title: `${NAMESPACE}.${name}`, target: `${root}${bound}/${NAMESPACE}.${name}` }
    }
    return full
  }

  /** A value, with its type where plain JSON does not give it away. */
  const addMember = (full: Members, name: string, value: unknown, properties: Properties): void => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    const annotation = property === undefined || value === null ? undefined : typeAnnotation(property)
    if (annotation !== undefined) full[`${name}@odata.type`] = annotation
    full[name] = property?.type.kind === 'complex' ? typedValue(property, value) : value
  }

  const typedValue = (property: Property, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => typedValue(property, each))
    if (!isObject(value)) return value
    const type = valueTypeNamed(property, value['@odata.type']) ?? (property.type as ComplexType)
    const full: Members = { '@odata.type': `#${qualifiedName(type)}` }
    const properties = propertiesIn(type, version)
    for (const [name, inner] of Object.entries(value))
      if (name !== '@odata.type') addMember(full, name, inner, properties)
    return full
  }

  const expanded = (value: unknown, resource: Resource, name: string, id: string): unknown => {
    const child = resource.children.get(name.toLowerCase())
    if (child === undefined || value === null) return value
    const canonical = `${id}/${name}`
    if (Array.isArray(value)) return value.map((member) => annotate(member as Members, child, canonical))
    return annotate(value as Members, child, canonical)
  }

  return (json, resource, keys) =>
    JSON.stringify(annotate(JSON.parse(json) as Members, resource, pathWithKeys(resource, keys, casts)))
}

const ordered = new WeakMap<object, readonly (readonly [string, Navigation])[]>()

/** The service tells where to find what an entity contains in the order of names, whatever their case. */
function inOrder(navigation: Readonly<Record<string, Navigation>>): readonly (readonly [string, Navigation])[] {
  let found = ordered.get(navigation)
  if (found === undefined) {
    found = Object.entries(navigation).sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
    ordered.set(navigation, found)
  }
  return found
}

/** The operations of a type and its base types, each with the type that declares it. */
function operationsOf(type: EntityType): readonly (readonly [declaring: EntityType, operation: Operation])[] {
  const own = type.operations.map((operation) => [type, operation] as const)
  return type.baseType === undefined ? own : [...operationsOf(type.baseType as EntityType), ...own]
}

function typeOf(entity: Members, resource: Resource): EntityType {
  return resource.concreteTypes.find((type) => entity['@odata.type'] === `#${qualifiedName(type)}`) ?? resource.type
}

function typeAnnotation({ type, collection }: Property): string | undefined {
  const name = type.kind === 'primitive' ? (type.declaredAs ?? type.name).replace('Edm.', '') : qualifiedName(type)
  if (collection) return `#Collection(${name})`
  if (type.kind === 'primitive' && SELF_EXPLAINING.has(type.declaredAs ?? type.name)) return undefined
  return type.kind === 'complex' ? undefined : `#${name}`
}
