/**
 * A version of the model as the portal reads it: where entities live, and their types, as short as they can be said. A type of a
 * member is a text: the name, without `Edm.` or the namespace of Graph, and behind it what else is to be known (`MARKS`).
 */
import { allNavigation } from './inheritance.js'
import type { Model, Resource } from './model.js'
import { existsIn, qualifiedName } from './types.js'
import type { AnyType, ComplexType, EntityType, EnumType, Operation, Property, Version } from './types.js'

/** `*` a collection, `?` may be null, `!` set by the service, `+` has to be given. */
interface Marks {
  readonly collection: boolean
  readonly nullable: boolean
  readonly computed?: boolean
  readonly required?: boolean
}

export interface CompactModel {
  readonly version: Version
  readonly resources: readonly CompactResource[]
  readonly enums: Readonly<Record<string, { readonly members: readonly string[]; readonly flags?: true }>>
  readonly types: Readonly<Record<string, CompactType>>
}

/** What is absent is false, or empty. */
export interface CompactResource {
  readonly path: string
  readonly type: string
  /** The concrete types, where they are others than `type` and can be made here. */
  readonly types?: readonly string[]
  readonly many?: true
  readonly readOnly?: true
  readonly creatable?: true
  readonly deletable?: true
  /** What is here lives elsewhere. */
  readonly linked?: true
}

export interface CompactType {
  readonly kind: 'entity' | 'complex'
  readonly base?: string
  readonly abstract?: true
  readonly open?: true
  readonly properties: Readonly<Record<string, string>>
  /** Targets, with `*` for several. */
  readonly navigation?: Readonly<Record<string, string>>
  readonly operations?: readonly CompactOperation[]
}

export interface CompactOperation {
  readonly name: string
  readonly kind: 'action' | 'function'
  readonly binding: 'entity' | 'collection'
  readonly parameters?: Readonly<Record<string, string>>
  readonly returns?: string
}

export function compactModel(model: Model, version: Version): CompactModel {
  const known = model.types.filter((type) => existsIn(type.since, version))
  const structured = known.filter((type) => type.kind !== 'enum')
  return {
    version,
    resources: model.resources
      .filter((resource) => isThere(resource, version))
      .map((resource) => resourceOf(resource, version)),
    enums: Object.fromEntries(
      known.filter((type) => type.kind === 'enum').map((type) => [nameOf(type), enumOf(type, version)]),
    ),
    types: Object.fromEntries(structured.map((type) => [nameOf(type), typeOf(type, version)])),
  }
}

function isThere(resource: Resource | undefined, version: Version): boolean {
  for (let at = resource; at !== undefined; at = at.parent) if (!existsIn(at.since, version)) return false
  return true
}

function resourceOf(resource: Resource, version: Version): CompactResource {
  const { path, type, concreteTypes, many, readOnly, creatable, deletable, link, refersTo } = resource
  const isLinked = link !== undefined || refersTo !== undefined
  const concrete = concreteTypes.filter(({ since }) => existsIn(since, version)).map(nameOf)
  return {
    path,
    type: nameOf(type),
    ...(isLinked || (concrete.length === 1 && concrete[0] === nameOf(type)) ? {} : { types: concrete }),
    ...flag('many', many),
    ...flag('readOnly', readOnly),
    ...flag('creatable', creatable),
    ...flag('deletable', deletable),
    ...flag('linked', isLinked),
  }
}

function enumOf({ members, betaMembers = [], flags }: EnumType, version: Version): CompactModel['enums'][string] {
  const names = Object.keys(members)
  const hidden = new Set<string>(version === 'beta' ? [] : betaMembers)
  return { members: names.filter((name) => !hidden.has(name)), ...flag('flags', flags) }
}

function typeOf(type: ComplexType | EntityType, version: Version): CompactType {
  const base = type.baseType as ComplexType | EntityType | undefined
  const properties = Object.entries(type.properties).filter(([, { since }]) => existsIn(since, version))
  return {
    kind: type.kind,
    ...(base === undefined ? {} : { base: nameOf(base) }),
    ...flag('abstract', type.abstract),
    ...flag('open', type.kind === 'complex' && type.open),
    properties: Object.fromEntries(
      properties.map(([name, property]) => [name, textOf(property.type, marksOf(property))]),
    ),
    ...(type.kind === 'entity' ? below(type, version) : {}),
  }
}

function below(type: EntityType, version: Version): Pick<CompactType, 'navigation' | 'operations'> {
  const inherited = type.baseType === undefined ? {} : allNavigation(type.baseType as EntityType)
  const navigation = Object.entries(type.navigation).filter(
    ([name, { since }]) => existsIn(since, version) && !Object.hasOwn(inherited, name),
  )
  const operations = type.operations.filter(({ since }) => existsIn(since, version))
  return {
    ...(navigation.length === 0
      ? {}
      : {
          navigation: Object.fromEntries(
            navigation.map(([name, { target, many }]) => [name, `${nameOf(target)}${many ? '*' : ''}`]),
          ),
        }),
    ...(operations.length === 0 ? {} : { operations: operations.map((operation) => operationOf(operation, version)) }),
  }
}

function operationOf(operation: Operation, version: Version): CompactOperation {
  const { name, kind, binding, parameters, returns } = operation
  const taken = Object.entries(parameters).filter(([, { since = operation.since }]) => existsIn(since, version))
  return {
    name,
    kind,
    binding,
    ...(taken.length === 0
      ? {}
      : {
          parameters: Object.fromEntries(taken.map(([each, parameter]) => [each, textOf(parameter.type, parameter)])),
        }),
    ...(returns === undefined ? {} : { returns: textOf(returns.type, returns) }),
  }
}

function marksOf({ collection, nullable, computed, stamp, default: preset }: Property): Marks {
  const byService = computed || stamp !== undefined
  return { collection, nullable, computed: byService, required: !byService && !nullable && preset === undefined }
}

function textOf(type: AnyType, { collection, nullable, computed, required }: Marks): string {
  const name = type.kind === 'primitive' ? type.name.slice('Edm.'.length) : nameOf(type)
  return `${name}${collection ? '*' : ''}${nullable ? '?' : ''}${computed === true ? '!' : ''}${required === true ? '+' : ''}`
}

/** Types of Graph go without its namespace; primitive ones begin with a capital, as no type of Graph does. */
function nameOf(type: EnumType | ComplexType | EntityType): string {
  return type.ownNamespace === true ? qualifiedName(type) : type.name
}

function flag<K extends string>(name: K, is: boolean): Partial<Record<K, true>> {
  return is ? ({ [name]: true } as Partial<Record<K, true>>) : {}
}
