/**
 * What stands behind `…/$metadata#` in an `@odata.context`: which part of the model an answer is.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_ContextURL
 */
import type { Resource } from '../model/model.js'
import { navigationOf } from '../model/resource-tree.js'
import { qualifiedName } from '../model/types.js'
import type { EntityType, EnumType, StructuredType } from '../model/types.js'
import type { Expand, Query, ResourcePath } from './ast.js'

/**
 * The context of an answer about `path`: a collection, an entity (`…/$entity`) or a property. For the entity that a POST
 * made, `path` is that of the entity.
 */
export function contextOf(path: ResourcePath, query?: Query): string {
  const selection = query === undefined ? '' : selectionOf(query)
  if (selection !== '') return makeContext(path, selection)
  const known = contexts.get(path)
  if (known !== undefined) return known
  const context = makeContext(path, '')
  // A path that was read is the same object each time; others are made for one answer.
  if (Object.isFrozen(path)) contexts.set(path, context)
  return context
}

/** Of paths that were read, without a selection. */
const contexts = new WeakMap<ResourcePath, string>()

function makeContext(path: ResourcePath, selection: string): string {
  const { resource, type, keys, target } = path
  if (resource === undefined || type === undefined) return ''
  const collection = target === 'collection' || target === 'count'
  const elsewhere = navigationOf(resource)?.declaredContained === true ? undefined : resource.declaredAs
  if (elsewhere !== undefined) return linkedContext(path, elsewhere, selection)
  const itemKeys = collection || !resource.many ? keys.length : keys.length - 1
  const set = setPath(resource, keys.slice(0, itemKeys), castName(path)) + castOf(type, resource)
  if (target === 'property' || target === 'propertyValue') return propertyContext(path, set)
  const fragment = set + selection
  return collection ? fragment : `${fragment}/$entity`
}

/** What lives elsewhere is told by the type that the collection is declared to have, or was cast to. */
function linkedContext({ template, type, target }: ResourcePath, declaredAs: EntityType, selection: string): string {
  const { name } = template.includes('/cast') && type !== undefined ? type : declaredAs
  const set = `${name}s${selection}`
  return target === 'collection' || target === 'count' ? set : `${set}/$entity`
}

/** The context of what is expanded below one entity of a set: that of the entity, its type if it is a derived one, the name. */
export function expandedContextOf(
  path: ResourcePath,
  key: string | undefined,
  type: EntityType,
  expand: Expand,
): string {
  const { resource, keys } = path
  if (resource === undefined) return ''
  const own = resource.many && path.target === 'entity' ? keys.slice(0, -1) : keys
  const entity =
    setPath(resource, own, castName(path)) + (key === undefined ? '' : contextKey(key)) + castOf(type, resource)
  return `${entity}/${expand.name}${selectionOf(expand.query)}${expand.resource.many ? '' : '/$entity'}`
}

/** The context of a value that lives nowhere: `microsoft.graph.x`, `Collection(Edm.String)`, `Edm.Null`. */
export function valueContextOf(type: StructuredType | EnumType | string, collection = false): string {
  const name = typeof type === 'string' ? type : qualifiedName(type)
  return collection ? `Collection(${name})` : name
}

/** `(id,displayName,assignments())`: what an answer is cut down to, and what is expanded in it. */
export function selectionOf({ select, expand }: Query): string {
  const parts = select.all ? [] : [...select.names]
  for (const { name, query } of expand) parts.push(name + (selectionOf(query) || '()'))
  return parts.length === 0 ? '' : `(${parts.join(',')})`
}

/** `users('1')/messages`: the context of what is at a resource, if nothing on the way was cast. */
export function plainContextOf(resource: Resource, keys: readonly string[]): string {
  return setPath(resource, keys, () => '')
}

/** `users('1')/messages`, from the root on; `castBelow` prints the cast of the item that leads to a resource, if it was cast. */
function setPath(resource: Resource, keys: readonly string[], castBelow: (parent: Resource) => string): string {
  const { parent } = resource
  if (parent === undefined) return resource.path
  const above = parent.many ? keys.slice(0, -1) : keys
  const key = parent.many ? contextKey(keys.at(-1) ?? '') : ''
  return `${setPath(parent, above, castBelow)}${key}${castBelow(parent)}/${resource.name}`
}

function castName({ casts }: ResourcePath): (parent: Resource) => string {
  return (parent) => {
    const cast = casts.find(({ resource }) => resource === parent)
    const [only, ...others] = cast?.types ?? []
    return only === undefined || others.length > 0 ? '' : castOf(only, parent)
  }
}

/** `/microsoft.graph.X` where the type is not the declared one. */
function castOf(type: EntityType, resource: Resource): string {
  return type === resource.type ? '' : `/${qualifiedName(type)}`
}

function contextKey(key: string): string {
  return `('${encodeURIComponent(key.replaceAll("'", "''"))}')`
}

function propertyContext({ resource, type, keys, properties }: ResourcePath, set: string): string {
  const cast = resource === undefined || type === undefined ? '' : castOf(type, resource)
  const key = resource?.many === true ? contextKey(keys.at(-1) ?? '') : ''
  const item = cast === '' ? set + key : set.slice(0, -cast.length) + key + cast
  return [item, ...properties.map(({ name }) => name)].join('/')
}
