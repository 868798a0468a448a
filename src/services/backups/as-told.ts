/**
 * An object that was imported shows the members that its file has, in the order of the file (K28): a tool that saves it again
 * writes the same. A change of it makes it one of this service.
 */
import { isControlInformation } from '../../model/body-types.js'
import { allNavigation, allProperties } from '../../model/inheritance.js'
import type { Resource } from '../../model/model.js'
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { typeAnnotation } from '../../model/types.js'
import type { EntityType } from '../../model/types.js'
import { documentsIn, tellDocument, tellItem } from '../../store/query/told.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'

const TYPE = '@odata.type'

/** Members that tools take out of what they save, beside those that the service sets by itself. */
const TAKEN_OUT = new Set([
  'id',
  'companyCodes',
  'deviceHealthScriptType',
  'highestAvailableVersion',
  'isEncrypted',
  'isGlobalScript',
  'isReadOnly',
  'secretReferenceValueId',
  'sourceId',
  'supportsScopeTags',
  'token',
  'topicIdentifier',
])

/** `extra` are the members of the body that this version does not know. */
export function* showAsTold(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  id: string,
  {
    body,
    assignments,
    extra,
  }: { readonly body: Entity; readonly assignments: readonly Entity[]; readonly extra: ReadonlySet<string> },
): Work<void> {
  const { store } = scope
  const whole = isWhole(type, body)
  const telling = (stored: Entity): Entity => members(type, stored, body, extra, whole)
  yield* tellItem(store, resource, [id], telling)
  yield* tellContained(scope, resource, type, [id], { ...body, ...(assignments.length > 0 ? { assignments } : {}) })
}

/** Tools that take out what the service sets take out when an object was made; others leave it as Graph has told it. */
function isWhole(type: EntityType, body: Entity): boolean {
  const made = 'createdDateTime'
  return body['id'] !== undefined && Object.hasOwn(allProperties(type), made) && body[made] !== undefined
}

/** What an item contains is in the order of the file. */
function* tellContained(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  keys: readonly string[],
  body: Entity,
): Work<void> {
  for (const name of Object.keys(allNavigation(type))) {
    const told = body[name]
    const child = resource.children.get(name.toLowerCase())
    if (!Array.isArray(told) || told.length === 0 || child?.many !== true) continue
    const documents = yield* documentsIn(scope.store, child, keys)
    if (documents.length !== told.length) continue
    for (const [i, document] of documents.entries()) {
      const each: unknown = told[i]
      if (!isObject(each)) continue
      const { entity } = document
      const own = child.concreteTypes.find((one) => entity[TYPE] === typeAnnotation(one)) ?? child.type
      yield* tellDocument(scope.store, document, members(own, entity, each, NONE))
      yield* tellContained(scope, child, own, [...keys, String(entity['id'])], each)
    }
  }
}

/** Whether an item may show a member that its type does not have: as a document, and if a service could call it so. */
export function mayShow({ layout }: Resource, type: EntityType, name: string, value: unknown): boolean {
  if (layout !== 'document' || name === '__proto__' || !/^[A-Za-z_]\w{0,127}$/.test(name)) return false
  const isCalledSo = (known: string): boolean => known.toLowerCase() === name.toLowerCase()
  if ([allProperties(type), allNavigation(type)].some((members) => Object.keys(members).some(isCalledSo))) return false
  const text = JSON.stringify(value)
  return text.isWellFormed() && !/\\u(?:0000|d[89a-f])/i.test(text) && !text.includes('"__proto__"')
}

const NONE: ReadonlySet<string> = new Set()

/** What the file lacks has the value that it gets without any word of it, but for what the service sets. */
function members(type: EntityType, stored: Entity, told: Entity, extra: ReadonlySet<string>, whole = false): Entity {
  const properties = allProperties(type)
  const isOwn = (name: string): boolean =>
    whole ? name === 'id' : properties[name]?.computed === true || TAKEN_OUT.has(name)
  return inOrder(stored, told, isOwn, extra)
}

function inOrder(stored: Entity, told: Entity, stays: (name: string) => boolean, extra: ReadonlySet<string>): Entity {
  const shown: Entity = {}
  for (const [name, value] of Object.entries(stored))
    if (name === TYPE || (!Object.hasOwn(told, name) && stays(name))) shown[name] = value
  for (const [name, value] of Object.entries(told))
    if (name !== TYPE && Object.hasOwn(stored, name)) shown[name] = valueInOrder(stored[name], value)
    else if (extra.has(name) && !isControlInformation(name)) shown[name] = value
  return shown
}

function valueInOrder(stored: unknown, told: unknown): unknown {
  if (Array.isArray(stored) && Array.isArray(told))
    return stored.length === told.length ? stored.map((each, i) => valueInOrder(each, told[i])) : stored
  if (!isObject(stored) || !isObject(told) || Array.isArray(stored)) return stored
  return inOrder(stored, told, (name) => TAKEN_OUT.has(name), NONE)
}
