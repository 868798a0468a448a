/**
 * The declared model as CSDL, the language in which an OData service describes itself (`$metadata`), and as the
 * service document. As in Microsoft Graph, every entity type derives from the abstract `entity`, which holds the key,
 * and a set below a singleton is a contained navigation property of the singleton's type.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.0/odata-v4.0-part3-csdl.html
 */
import { membersIn } from './enum-values.js'
import { NAMESPACE } from './model.js'
import type { Model, Resource } from './model.js'
import { existsIn, qualifiedName } from './types.js'
import { operationIn } from './views.js'
import type {
  AnyType,
  ComplexType,
  EntityType,
  EnumType,
  Operation,
  OperationParameter,
  Property,
  StructuredType,
  Version,
} from './types.js'
import { element } from './metadata-xml.js'

const EDMX = 'http://docs.oasis-open.org/odata/ns/edmx'
const EDM = 'http://docs.oasis-open.org/odata/ns/edm'
const ALIAS = 'graph'

/** Every entity's base type; the declarations leave it out. */
const ENTITY = element('EntityType', { Name: 'entity', Abstract: true }, [
  element('Key', {}, [element('PropertyRef', { Name: 'id' })]),
  element('Property', { Name: 'id', Type: 'Edm.String', Nullable: false }),
])

/** The metadata document of one version. */
export function metadataXml(model: Model, version: Version): string {
  const types = model.types.filter(({ since }) => existsIn(since, version))
  const schemas = [...byNamespace(types)].map(([namespace, types]) =>
    element('Schema', { Namespace: namespace, Alias: namespace === NAMESPACE ? ALIAS : undefined, xmlns: EDM }, [
      ...types.filter((type) => type.kind === 'enum').map((type) => enumType(type, version)),
      ...(namespace === NAMESPACE ? [ENTITY] : []),
      ...types.filter(isDeclaredEntity).map((type) => entityType(type, model, version)),
      ...types.filter((type) => type.kind === 'complex').map((type) => complexType(type, version)),
      ...types.filter((type) => type.kind === 'entity').flatMap((type) => operations(type, version)),
      ...(namespace === NAMESPACE
        ? [element('EntityContainer', { Name: 'GraphService' }, rootsOf(model, version).map(containerChild))]
        : []),
    ]),
  )
  const services = element('edmx:DataServices', {}, schemas)
  const edmx = element('edmx:Edmx', { Version: '4.0', 'xmlns:edmx': EDMX }, [services])
  return `<?xml version="1.0" encoding="utf-8"?>\n${edmx}`
}

/** The base of all is written once, whether a declaration has it or not. */
function isDeclaredEntity(type: StructuredType | EnumType): type is EntityType {
  return type.kind === 'entity' && type.name !== 'entity'
}

/** Graph's own namespace first. */
function byNamespace(types: readonly (StructuredType | EnumType)[]): Map<string, (StructuredType | EnumType)[]> {
  const namespaces = new Map<string, (StructuredType | EnumType)[]>([[NAMESPACE, []]])
  for (const type of types) {
    const qualified = qualifiedName(type)
    const namespace = qualified.slice(0, qualified.lastIndexOf('.'))
    const known = namespaces.get(namespace)
    if (known === undefined) namespaces.set(namespace, [type])
    else known.push(type)
  }
  return namespaces
}

/** The name of a type in its schema. */
function simpleName({ name }: StructuredType | EnumType): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** The entity sets and singletons at the root of one version, as the service document names them. */
export function serviceDocument(
  model: Model,
  version: Version,
): { readonly name: string; readonly kind: 'EntitySet' | 'Singleton'; readonly url: string }[] {
  return rootsOf(model, version).map(({ name, kind }) => ({
    name,
    kind: kind === 'singleton' ? 'Singleton' : 'EntitySet',
    url: name,
  }))
}

function rootsOf({ roots }: Model, version: Version): Resource[] {
  return [...roots.values()].filter(({ since }) => existsIn(since, version))
}

function containerChild({ kind, name, type }: Resource): string {
  return kind === 'singleton'
    ? element('Singleton', { Name: name, Type: qualified(type) })
    : element('EntitySet', { Name: name, EntityType: qualified(type) })
}

function enumType(type: EnumType, version: Version): string {
  const { flags } = type
  const members = Object.entries(membersIn(type, version))
  const children = members.map(([member, value]) => element('Member', { Name: member, Value: value }))
  return element('EnumType', { Name: simpleName(type), IsFlags: flags || undefined }, children)
}

function complexType(type: ComplexType, version: Version): string {
  const { abstract, open, baseType } = type
  return element(
    'ComplexType',
    {
      Name: simpleName(type),
      BaseType: baseName(baseType),
      Abstract: abstract || undefined,
      OpenType: open || undefined,
    },
    ownProperties(type, version),
  )
}

function entityType(type: EntityType, model: Model, version: Version): string {
  const below = setsBelow(type, model, version)
  const sets = new Set(below.map(({ name }) => name))
  const navigation = Object.entries(type.navigation)
    .filter(
      ([name, { since, target }]) => !sets.has(name) && existsIn(since, version) && existsIn(target.since, version),
    )
    .map(([name, { target, many, link, refersTo, reference, declaredAs, declaredContained }]) =>
      navigationProperty(
        name,
        declaredAs ?? target,
        many,
        declaredContained ?? (link ?? refersTo ?? reference) === undefined,
      ),
    )
  return element(
    'EntityType',
    {
      Name: simpleName(type),
      BaseType: baseName(baseIn(type, version)) ?? (type.compositeKey === undefined ? `${ALIAS}.entity` : undefined),
      Abstract: type.abstract || undefined,
    },
    [
      ...compositeKey(type),
      ...ownProperties(type, version),
      ...navigation,
      ...below.map((set) => navigationProperty(set.name, set.type, set.many)),
    ],
  )
}

/** The base of a type. One that declares members of its base anew as later ones has that base since then only. */
function baseIn(type: EntityType, version: Version): EntityType | undefined {
  const base = type.baseType as EntityType | undefined
  const isLater = Object.entries(type.properties).some(([name, { since }]) => {
    const before = inherited(type, name)
    return before !== undefined && existsIn(before.since, version) && !existsIn(since, version)
  })
  return base !== undefined && isLater ? baseIn(base, version) : base
}

function inherited({ baseType }: StructuredType, name: string): Property | undefined {
  if (baseType === undefined || name === 'id') return undefined
  const base = baseType as StructuredType
  return base.properties[name] ?? inherited(base, name)
}

/** A type whose key is more than the id has not the base of all others, and so a key and an id of its own. */
function compositeKey({ compositeKey, baseType, properties: { id } }: EntityType): string[] {
  if (compositeKey === undefined || baseType !== undefined || id === undefined) return []
  const key = element(
    'Key',
    {},
    compositeKey.map((name) => element('PropertyRef', { Name: name })),
  )
  return [key, structuralProperty('id', id)]
}

/** The entity sets below a singleton of this type. */
function setsBelow(type: EntityType, { roots }: Model, version: Version): Resource[] {
  const sets = new Map<string, Resource>()
  for (const root of roots.values())
    if (root.kind === 'singleton' && root.type === type)
      for (const child of root.children.values())
        if (child.kind === 'entitySet' && existsIn(child.since, version)) sets.set(child.name, child)
  return [...sets.values()]
}

function navigationProperty(name: string, target: EntityType, many: boolean, contained = true): string {
  const containment = contained ? { ContainsTarget: true } : {}
  return element('NavigationProperty', { Name: name, Type: typeName(target, many), ...containment })
}

function ownProperties(type: StructuredType, version: Version): string[] {
  return Object.entries(type.properties)
    .filter(([name, { unlisted }]) => !unlisted && inherited(type, name) === undefined)
    .filter(([name, { since }]) => existsIn(since, version) && !(type.kind === 'entity' && name === 'id'))
    .map(([name, property]) => structuralProperty(name, property))
}

/** Nullable is what CSDL assumes where nothing is said. */
function structuralProperty(name: string, { type, collection, nullable }: Property): string {
  return element('Property', { Name: name, Type: typeName(type, collection), Nullable: nullable ? undefined : false })
}

function operations(type: EntityType, version: Version): string[] {
  return type.operations
    .filter(({ since }) => existsIn(since, version))
    .map((operation) => boundOperation(operationIn(operation, version), type))
}

function boundOperation(operation: Operation, type: EntityType): string {
  const { kind, name, binding, parameters, returns, composable } = operation
  const bound = element('Parameter', {
    Name: 'bindingParameter',
    Type: typeName(type, binding === 'collection'),
  })
  const own = Object.entries(parameters).map(([parameter, declared]) =>
    element('Parameter', { Name: parameter, ...typeOfOperand(declared) }),
  )
  const answer = returns === undefined ? [] : [element('ReturnType', typeOfOperand(returns))]
  return element(kind === 'action' ? 'Action' : 'Function', { Name: name, IsBound: true, IsComposable: composable }, [
    bound,
    ...own,
    ...answer,
  ])
}

function typeOfOperand({ type, collection, nullable }: OperationParameter) {
  return { Type: typeName(type, collection), Nullable: nullable ? undefined : false }
}

function baseName(baseType: unknown): string | undefined {
  return baseType === undefined ? undefined : typeName(baseType as StructuredType, false)
}

function typeName(type: AnyType, collection: boolean): string {
  const name =
    type.kind === 'primitive'
      ? (type.declaredAs ?? type.name)
      : type.name.includes('.')
        ? qualifiedName(type)
        : `${ALIAS}.${type.name}`
  return collection ? `Collection(${name})` : name
}

/** The container names types in full; inside the schema the alias does. */
function qualified(type: StructuredType): string {
  return qualifiedName(type)
}
