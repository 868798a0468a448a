/**
 * The JSON texts of documents: all of an entity with its type in front, as beta shows it; what v1.0 shows if that is
 * less; and its texts in folded case, which leave out what is folded already. Reads hand the first two on as they are.
 */
import { otherwiseInV1 } from '../../model/otherwise.js'
import { complexTypeOf } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { enumValueIn } from '../../model/enum-values.js'
import { existsIn, typeAnnotation } from '../../model/types.js'
import { propertyList } from '../../model/inheritance.js'
import type { EntityType, Property, StructuredType, Version } from '../../model/types.js'
import { propertiesIn, shownAs, showsAll, showsAllMembers } from '../../model/views.js'
import { foldedMembers, foldValue, isFoldedAlready } from './tables.js'

const TYPE = '@odata.type'

export interface DocumentTexts {
  readonly body: string
  readonly bodyV1: string | null
  readonly folded: string
}

/** Of entities that are frozen: what every tenant is born with is written whenever one is reset. */
const written = new WeakMap<Entity, DocumentTexts>()

/** `ordered` is the property whose folded text has a column of its own. */
export function documentTexts(type: EntityType, entity: Entity, ordered: string | undefined): DocumentTexts {
  let texts = written.get(entity)
  if (texts === undefined) {
    texts = textsOf(type, entity, ordered)
    if (Object.isFrozen(entity)) written.set(entity, texts)
  }
  return texts
}

function textsOf(type: EntityType, entity: Entity, ordered: string | undefined): DocumentTexts {
  const showsLess = showsOtherwise(type)
  const folded = foldedText(type, entity, ordered)
  const hidden = showsLess ? hiddenAlone(type) : NONE
  if (hidden !== undefined && otherwiseInV1(entity) === undefined && isWhole(type, entity)) {
    const body = `{"${TYPE}":"${typeAnnotation(type)}",${JSON.stringify(entity).slice(1)}`
    const bodyV1 = without(body, hidden, entity)
    return { body, bodyV1: bodyV1 === body ? null : bodyV1, folded }
  }
  const whole: Entity = { [TYPE]: typeAnnotation(type) }
  for (const [name, property] of propertyList(type)) {
    if (property.sparse && !Object.hasOwn(entity, name)) continue
    // An imported entity may lack members until it is changed.
    whole[name] = (Object.hasOwn(entity, name) ? entity[name] : property.default) ?? null
  }
  const body = JSON.stringify(whole)
  const bodyV1 = showsLess ? JSON.stringify({ ...shownIn(type, whole, 'v1.0'), ...otherwiseInV1(entity) }) : body
  return { body, bodyV1: bodyV1 === body ? null : bodyV1, folded }
}

const NONE: readonly string[] = []
const hiddenMembers = new WeakMap<EntityType, readonly string[] | 'others'>()

/** The members that v1.0 does not show of a type that has single values only and is otherwise the same there. */
function hiddenAlone(type: EntityType): readonly string[] | undefined {
  let known = hiddenMembers.get(type)
  if (known === undefined) {
    const properties = propertyList(type)
    const isPlain = properties.every(
      ([, { type: its, collection }]) =>
        !collection && (its.kind === 'primitive' ? its.name !== 'Edm.Untyped' : its.kind === 'enum'),
    )
    const isSame = isPlain && shownAs(type, 'v1.0') === type && showsAllMembers(type, 'v1.0')
    const shown = propertiesIn(type, 'v1.0')
    known = isSame ? properties.flatMap(([name]) => (Object.hasOwn(shown, name) ? [] : name)) : 'others'
    hiddenMembers.set(type, known)
  }
  return known === 'others' ? undefined : known
}

/** The text of an entity of single values without some of its members. No text in it looks like a member: its quotes are escaped. */
function without(body: string, names: readonly string[], entity: Entity): string {
  let text = body
  for (const name of names) {
    const member = `,"${name}":`
    const at = Object.hasOwn(entity, name) ? text.indexOf(member) : -1
    if (at >= 0) text = text.slice(0, at) + text.slice(at + member.length + JSON.stringify(entity[name]).length)
  }
  return text
}

/** Whether an entity has all members of its type and no others, in order: then its own JSON text is that of the document. */
function isWhole(type: EntityType, entity: Entity): boolean {
  const properties = propertyList(type)
  let n = 0
  let found = 0
  for (const name in entity) {
    while (properties[n]?.[1].sparse === true && properties[n]?.[0] !== name) n += 1
    if (properties[n]?.[0] !== name || entity[name] === undefined) return false
    n += 1
    found += 1
  }
  return found > 0 && properties.slice(n).every(([, { sparse }]) => sparse)
}

function foldedText(type: EntityType, entity: Entity, ordered: string | undefined): string {
  let folded: Entity | undefined
  for (const [name, property] of foldedMembers(type)) {
    const value = entity[name] ?? null
    if (value === null || name === ordered || (isFoldedAsNeeded(property) && isFoldedAlready(property, value))) continue
    folded ??= {}
    folded[name] = foldValue(property, value)
  }
  return folded === undefined ? '{}' : JSON.stringify(folded)
}

/**
 * Whether a property is in the folded texts of an entity only where they differ from the texts themselves: values in values
 * are mostly names of the model and other lower case, and often most of an entity.
 */
export function isFoldedAsNeeded({ type, collection }: Property): boolean {
  return collection || type.kind === 'complex'
}

/** Whether v1.0 shows entities of a type, and others than beta. What is a mere entity in v1.0 is nowhere in it. */
function showsOtherwise(type: EntityType): boolean {
  let known = otherTypes.get(type)
  if (known === undefined) otherTypes.set(type, (known = isShownOtherwise(type)))
  return known
}

const otherTypes = new WeakMap<EntityType, boolean>()

function isShownOtherwise(type: EntityType): boolean {
  const shown = shownAs(type, 'v1.0')
  if (!existsIn(shown.since, 'v1.0') || (shown !== type && shown.name === 'entity')) return false
  return !showsAll(type, 'v1.0') || !showsAllMembers(type, 'v1.0')
}

/** The text in front of the members, up to the comma behind it. `qualified` is the name of the type with its namespace. */
export function annotation(qualified: string): string {
  return `{"${TYPE}":"#${qualified}"`
}

/** A structured value as a version shows it: as of the nearest type that it knows, named only if that is the value's own. */
export function shownIn(type: StructuredType, value: Entity, version: Version): Entity {
  const known = shownAs(type, version)
  const shown: Entity = known === type && Object.hasOwn(value, TYPE) ? { [TYPE]: value[TYPE] } : {}
  for (const [name, property] of Object.entries(propertiesIn(known, version)))
    if (Object.hasOwn(value, name)) {
      const member = valueIn(property, value[name], version)
      if (member !== undefined) shown[name] = member
    }
  return shown
}

/** Undefined where the version shows nothing instead. */
export function valueIn(property: Property, value: unknown, version: Version): unknown {
  if (property.type.kind === 'enum') return enumValueIn(property, property.type, value, version)
  if (property.type.kind !== 'complex' || value === null || value === undefined) return value
  const one = (each: Entity): Entity | null => each && shownIn(complexTypeOf(property, each), each, version)
  return property.collection ? (value as Entity[]).map(one) : one(value as Entity)
}
