/**
 * Every route that the declared model opens in one version: paths are made from the resources of the model and then read
 * by the reader that serves requests, so that nothing is listed that would not be found.
 */
import type { Model, Resource } from '../model/model.js'
import { NAMESPACE } from '../model/model.js'
import { takesReferences } from '../model/resources.js'
import { existsIn, qualifiedName } from '../model/types.js'
import { allNavigation, allOperations } from '../model/inheritance.js'
import type { EntityType, Operation, Version } from '../model/types.js'
import type { ResourcePath } from '../odata/ast.js'
import { readResourcePath } from '../odata/resource-path.js'
import { isImitated } from '../services/operations/registry.js'
import { profileAt } from '../services/profiles.js'
import type { Profile, Switches } from '../services/profiles.js'
import { findOperation, methodsOf } from './operations.js'
import type { OperationName } from './operations.js'

export interface ListedRoute {
  readonly method: string
  /** Path from the version on; `{group-id}` and `{property}` stand for what differs. */
  readonly template: string
  readonly operation: OperationName
  /** As the reader understands the path, with some key in place of each parameter. */
  readonly path: ResourcePath
}

const SOME_KEY = '00000000-0000-0000-0000-000000000000'
const SOME_PROPERTY = 'id'

/** Routes in the order of the model, collections before items. */
export function listRoutes(model: Model, version: Version, profile: Profile, switches: Switches): ListedRoute[] {
  const roots = [...model.roots.values()].filter(({ since }) => existsIn(since, version))
  const listed = new Set(model.resources)
  const below = roots.flatMap((root) => templatesOf(root, `/${root.name}`, version, listed))
  return ['', '/$metadata', '/$batch', ...below].flatMap((template) => {
    const path = readResourcePath(model, `/${version}${sampleOf(template)}`)
    return Object.entries(methodsOf(path)).flatMap(([method, operation]) =>
      operation !== undefined && isServed(method, path, profile, switches)
        ? [{ method, template: template === '' ? '/' : template, operation, path }]
        : [],
    )
  })
}

/** A key of several properties is written as clients write it: `id='{id}',policyId='{policyId}'`. */
function keyTemplate({ name, compositeKey }: EntityType): string {
  return compositeKey?.map((each) => `${each}='{${each}}'`).join() ?? `{${name}-id}`
}

function isServed(method: string, path: ResourcePath, profile: Profile, switches: Switches): boolean {
  const { operation, resource, type } = path
  if (operation !== undefined && resource !== undefined && type !== undefined && !isImitated(resource, type, operation))
    return false
  try {
    findOperation(method, path, path.resource === undefined ? profile : profileAt(profile, path.resource), switches)
    return true
  } catch {
    return false
  }
}

function sampleOf(template: string): string {
  return template.replaceAll('{property}', SOME_PROPERTY).replace(/\{[^}]*\}/g, SOME_KEY)
}

/** `listed` are the resources on paths without circles. */
function templatesOf(resource: Resource, base: string, version: Version, listed: ReadonlySet<Resource>): string[] {
  const item = resource.many ? `${base}/${keyTemplate(resource.type)}` : base
  const derived = resource.concreteTypes.filter((type) => type !== resource.type && existsIn(type.since, version))
  // Sets of the public model hold up to a hundred types: casts are listed where they lead on, to operations or children.
  const casts = resource.layout === 'table' ? derived.map((type) => `/${qualifiedName(type)}`) : []
  return [
    ...(resource.many
      ? [base, `${base}/$count`, ...casts.flatMap((cast) => [base + cast, `${base}${cast}/$count`])]
      : []),
    ...(takesReferences(resource) ? new Set([`${base}/$ref`, `${item}/$ref`]) : []),
    item,
    ...casts.map((cast) => item + cast),
    ...[resource.type, ...derived].flatMap((type) => [
      ...(resource.many ? operationForms(resource, type, base, 'collection', version) : []),
      ...operationForms(resource, type, item, 'entity', version),
    ]),
    `${item}/{property}`,
    `${item}/{property}/$value`,
    ...childrenOf(resource, derived, item, version, listed),
  ]
}

/**
 * An operation goes by its name, by its name with the namespace, and behind a cast to any type that has it. What only a
 * derived type has goes behind a cast to it.
 */
function operationForms(
  { type: declared, layout }: Resource,
  type: EntityType,
  base: string,
  binding: Operation['binding'],
  version: Version,
): string[] {
  const common = new Set(allOperations(declared))
  return allOperations(type)
    .filter((operation) => operation.binding === binding && existsIn(operation.since, version))
    .filter((operation) => layout === 'table' || type === declared || type.operations.includes(operation))
    .flatMap((operation) => {
      const segment = operationSegment(operation)
      const cast = `${base}/${qualifiedName(type)}/${segment}`
      return type !== declared || !common.has(operation)
        ? [cast]
        : [`${base}/${segment}`, `${base}/${NAMESPACE}.${segment}`, cast]
    })
}

function operationSegment({ kind, name, parameters }: Operation): string {
  if (kind === 'action') return name
  const given = Object.entries(parameters).map(([parameter, { type, collection }]) => {
    const quoted = !collection && (type.kind === 'enum' || (type.kind === 'primitive' && type.name === 'Edm.String'))
    return quoted ? `${parameter}='{${parameter}}'` : `${parameter}={${parameter}}`
  })
  return `${name}(${given.join()})`
}

/** What only a derived type navigates to is found behind a cast. */
function childrenOf(
  resource: Resource,
  derived: readonly EntityType[],
  item: string,
  version: Version,
  listed: ReadonlySet<Resource>,
): string[] {
  return [...resource.children.values()]
    .filter((child) => listed.has(child) && existsIn(child.since, version) && existsIn(child.type.since, version))
    .flatMap((child) => {
      const has = (type: EntityType): boolean => {
        const navigation = allNavigation(type)[child.name]
        return navigation !== undefined && existsIn(navigation.since, version)
      }
      const owner = child.kind !== 'navigation' || has(resource.type) ? resource.type : derived.find(has)
      if (owner === undefined) return []
      const from = owner === resource.type ? item : `${item}/${qualifiedName(owner)}`
      return templatesOf(child, `${from}/${child.name}`, version, listed)
    })
}
